//! Where the race was run.

use std::{fmt, fs, thread};

/// What the seconds depend on.
#[derive(Debug)]
pub struct Machine {
    processor: String,
    cores: usize,
    load: Option<f64>,
}

impl Machine {
    /// This one.
    pub fn here() -> Self {
        let processor = fs::read_to_string("/proc/cpuinfo")
            .ok()
            .and_then(|text| {
                let line = text.lines().find(|line| line.starts_with("model name"))?;
                line.split_once(':').map(|(_, name)| name.trim().to_owned())
            })
            .unwrap_or_else(|| "an unknown processor".to_owned());
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let load = fs::read_to_string("/proc/loadavg")
            .ok()
            .and_then(|text| text.split_whitespace().next()?.parse().ok());
        Self { processor, cores, load }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} cores", self.processor, self.cores)?;
        write!(f, ", {} {}", std::env::consts::OS, std::env::consts::ARCH)?;
        write!(f, "; {}", env!("RACE_RUSTC"))?;
        if let Some(load) = self.load {
            write!(f, "; load {load:.2} at the start")?;
        }
        Ok(())
    }
}
