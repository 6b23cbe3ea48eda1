//! Seconds against orders, both on logarithmic scales.

use anyhow::{Result, anyhow};
use plotters::prelude::*;

use crate::contestants::all;
use crate::instances::Shape;
use crate::results::Results;

const SIZE: (u32, u32) = (1200, 520);

/// Colours that stay apart for most colour-blind readers (Okabe and Ito 2008), the
/// reference in black.
const COLOURS: [RGBColor; 9] = [
    RGBColor(0, 0, 0),
    RGBColor(230, 159, 0),
    RGBColor(213, 94, 0),
    RGBColor(86, 180, 233),
    RGBColor(0, 114, 178),
    RGBColor(0, 158, 115),
    RGBColor(120, 190, 90),
    RGBColor(204, 121, 167),
    RGBColor(140, 140, 140),
];

/// One panel for transportation models, one for general ones.
pub fn svg(results: &Results) -> Result<String> {
    let mut text = String::new();
    {
        let root = SVGBackend::with_string(&mut text, SIZE).into_drawing_area();
        let draw = || -> Result<(), Box<dyn std::error::Error>> {
            root.fill(&WHITE)?;
            let panels = root.split_evenly((1, 2));
            panel(&panels[0], results, Shape::Many, "One line, weights from 1 to 1,000")?;
            panel(&panels[1], results, Shape::General, "Lines of unequal usage, components")?;
            root.present()?;
            Ok(())
        };
        draw().map_err(|error| anyhow!("{error}"))?;
    }
    Ok(text)
}

fn panel(
    area: &DrawingArea<SVGBackend<'_>, plotters::coord::Shift>,
    results: &Results,
    shape: Shape,
    title: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let points = |name: &str| -> Vec<(f64, f64)> {
        let races = results.races.iter().filter(|race| race.case.shape == shape);
        races
            .filter_map(|race| {
                let run = race.run(name).filter(|run| !run.gave_up())?;
                Some((f64::from(race.case.orders), run.median(|report| Some(report.seconds))?))
            })
            .collect()
    };
    let lines: Vec<(&'static str, Vec<(f64, f64)>)> =
        all().iter().map(|contestant| (contestant.name(), points(contestant.name()))).collect();
    let every = || lines.iter().flat_map(|(_, points)| points.iter().copied());
    let Some((left, right)) = range(every().map(|(orders, _)| orders)) else {
        return Ok(());
    };
    let (low, high) = range(every().map(|(_, seconds)| seconds)).unwrap_or((1e-4, 1e2));
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 18))
        .margin(12)
        .x_label_area_size(40)
        .y_label_area_size(64)
        .build_cartesian_2d((left..right).log_scale(), (low..high).log_scale())?;
    chart
        .configure_mesh()
        .x_desc("orders")
        .y_desc("seconds")
        .x_label_formatter(&|orders| format!("{orders:.0}"))
        .y_label_formatter(&|seconds| format!("{seconds}"))
        .light_line_style(TRANSPARENT)
        .draw()?;
    for ((name, points), colour) in lines.into_iter().zip(COLOURS) {
        if points.is_empty() {
            continue;
        }
        let marks = points.iter().map(|&point| Circle::new(point, 3, colour.filled()));
        chart.draw_series(marks)?;
        chart
            .draw_series(LineSeries::new(points, colour.stroke_width(2)))?
            .label(name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], colour.stroke_width(2)));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE.mix(0.8))
        .border_style(BLACK.mix(0.3))
        .draw()?;
    Ok(())
}

/// From below the smallest to above the largest value.
fn range(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let (low, high) = values.fold((f64::INFINITY, 0.0), |(low, high), value| {
        (f64::min(low, value), f64::max(high, value))
    });
    (low > 0.0 && low.is_finite()).then_some((low / 1.5, high * 1.5))
}
