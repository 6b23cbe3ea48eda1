//! One table, drawn in every way.

use super::*;
use crate::scenario::Month;

/// A name that CSV has to quote, a number that text rounds, and a cell of every kind.
fn all_kinds() -> Table<'static> {
    let month = |text: &str| text.parse::<Month>().ok();
    rows([("north, \"the\" first", 1234.567, month("2026-01")), ("south", -0.25, None)])
        .with(word("id").titled("who"), |(id, ..)| id)
        .with(number("units", 1), |(_, units, _)| units)
        .with(super::month("due").left(), |(.., due)| due)
        .with(whole("late"), |(_, units, _)| {
            Cell::from(3_u32).shown(if units > 0.0 { "3!" } else { "" })
        })
        .with(flag("kept").or("?"), |(.., due)| due.map(|_| true))
        .with(share("part"), |_| 0.125)
        .with(signed("moved"), |(_, units, _)| units)
        .with(amount("stock"), |(_, units, _)| units.abs())
        .with(exact("weight"), |(_, units, _)| units)
        .table()
}

#[test]
fn text_is_rounded_and_laid_out() {
    // Halves go away from zero, and what is measured keeps its decimals.
    let lines = [
        " who                   units  due      late  kept    part      moved     stock    weight",
        r#" north, "the" first  1,234.6  2026-01    3!   yes  12.5 %  +1,234.57  1,234.57  1234.567"#,
        " south                  -0.3  –                 ?  12.5 %      -0.25      0.25     -0.25",
    ];
    assert_eq!(all_kinds().to_string().lines().collect::<Vec<_>>(), lines);
}

#[test]
fn csv_is_exact_and_quoted_where_it_must_be() {
    let csv = "\
id,units,due,late,kept,part,moved,stock,weight
\"north, \"\"the\"\" first\",1234.567,2026-01,3,true,0.125,1234.567,1234.567,1234.567
south,-0.25,,3,,0.125,-0.25,0.25,-0.25
";
    assert_eq!(all_kinds().to_csv(), csv);
}

#[test]
fn json_has_an_object_for_each_row() {
    let json = all_kinds().select(&["id", "due", "late", "kept", "units"]).to_json();
    let expected = serde_json::json!([
        {
            "id": "north, \"the\" first", "due": "2026-01", "late": 3, "kept": true,
            "units": 1234.567,
        },
        { "id": "south", "due": null, "late": 3, "kept": null, "units": -0.25 },
    ]);
    let found: serde_json::Value = serde_json::from_str(&json.unwrap()).unwrap();
    assert_eq!(found, expected);
}

#[test]
fn a_table_without_rows_has_its_heading() {
    let table = rows(std::iter::empty::<f64>()).with(exact("units"), |units| units).table();
    assert_eq!(table.to_csv(), "units\n");
    assert_eq!(table.to_json().unwrap(), "[]");
    assert_eq!(table.to_string(), " units");
}

#[test]
fn a_table_too_wide_for_the_screen_is_several() {
    let names = ["first", "second", "third"];
    let table = names.into_iter().fold(rows([1.0, 22.0]).with(exact("n"), |n| n), |table, name| {
        table.with(number(name, 0), |n| n)
    });
    let table = table.table();
    let columns = |tables: Vec<Table<'_>>| -> Vec<String> {
        let names = |table: &Table<'_>| {
            table.columns().map(|column| column.name.to_string()).collect::<Vec<_>>().join(" ")
        };
        tables.iter().map(names).collect()
    };
    assert_eq!(columns(table.beside(100, Limits::NONE)), ["n first second third"]);
    assert_eq!(columns(table.beside(20, Limits::NONE)), ["n first second", "n third"]);
    // There is always at least one column beside the first.
    assert_eq!(columns(table.beside(1, Limits::NONE)), ["n first", "n second", "n third"]);
}

/// A plan from elsewhere may hold any name, and the room of a column has no limit.
#[test]
fn a_very_long_word_is_drawn() {
    let long = "x".repeat(100_000);
    let words = [long, "a".to_owned(), "two\nlines".to_owned()];
    let table = rows(&words).with(word("word"), |word| word).with(exact("n"), |_| 1.0).table();
    let text = table.to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[1..].iter().all(|line| line.len() == lines[1].len() && line.ends_with("  1")));
    assert!(lines[3].starts_with(" two lines "));
}
