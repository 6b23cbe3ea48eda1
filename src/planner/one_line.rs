//! One line, and jobs that must be done on it in windows of months.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::formulation::{Job, OneLine};

/// The most capacity that is left from month `from` to each later month, if every job is
/// done in its window; `more` are jobs besides those of the line.
///
/// Each number is the best that can be had for its own month; all of them hold for one
/// way of doing the jobs. Before `from` as much as possible is done, the job of the
/// earliest last month first: what is left over can then wait longest. From the end
/// backwards again as much as possible is done, the job of the latest first month first.
/// (Months in the order before `from`, then from the end back to it, and the greedy rule
/// of polymatroids: Edmonds 1970. Both halves are the rule of the earliest deadline,
/// Jackson 1955.)
///
/// Complexity: O(n log n + months) for n jobs.
pub(super) fn room(line: &OneLine, more: &[Job], from: usize) -> Vec<f64> {
    let months = line.capacity.len();
    let jobs: Vec<Job> = line.jobs.iter().chain(more).copied().collect();
    let mut open: Vec<f64> = jobs.iter().map(|job| job.amount).collect();

    let mut order: Vec<usize> = (0..jobs.len()).collect();
    order.sort_by_key(|&job| (jobs[job].release, job));
    let mut next = order.into_iter().peekable();
    let mut ready = BinaryHeap::new();
    for month in 0..from.min(months) {
        while let Some(job) = next.next_if(|&job| jobs[job].release as usize <= month) {
            ready.push(Reverse((jobs[job].by, job)));
        }
        work(line.capacity[month], &mut open, &mut ready, |&Reverse((_, job))| job);
    }

    let mut order: Vec<usize> = (0..jobs.len()).filter(|&job| open[job] > 0.0).collect();
    order.sort_by_key(|&job| (Reverse(jobs[job].by), job));
    let mut next = order.into_iter().peekable();
    let mut ready = BinaryHeap::new();
    let mut left = vec![0.0; months];
    for month in (from..months).rev() {
        while let Some(job) = next.next_if(|&job| jobs[job].by as usize >= month) {
            ready.push((jobs[job].release, job));
        }
        // What is released after this month should be done; rounding may leave some.
        while ready.peek().is_some_and(|&(release, _)| release as usize > month) {
            ready.pop();
        }
        left[month] = work(line.capacity[month], &mut open, &mut ready, |&(_, job)| job);
    }
    let mut sum = 0.0;
    for part in &mut left {
        sum += *part;
        *part = sum;
    }
    left
}

/// Spends a month's capacity on the jobs at the top and returns what is left of it.
fn work<T: Ord>(
    mut capacity: f64,
    open: &mut [f64],
    ready: &mut BinaryHeap<T>,
    job: impl Fn(&T) -> usize,
) -> f64 {
    while let Some(top) = ready.peek() {
        let rest = &mut open[job(top)];
        if *rest > capacity {
            *rest -= capacity;
            return 0.0;
        }
        capacity -= *rest;
        *rest = 0.0;
        ready.pop();
    }
    capacity
}
