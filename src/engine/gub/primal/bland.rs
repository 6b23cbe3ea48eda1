//! The smallest-index rule of Bland (1977), which cannot cycle.

use super::pivot::Pivoted;
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::{Service, Variable};
use crate::engine::gub::halt::Halt;
use crate::engine::gub::limits::Limits;
use crate::tolerance::DEGENERATE;

/// Most pivots in a row.
const MOST: usize = 1_000_000;

impl Simplex<'_> {
    /// Pivots until a step has a length or no column is attractive.
    pub(crate) fn run_by_bland(&mut self, limits: &mut Limits) -> Result<(), Halt> {
        for _ in 0..MOST {
            limits.check(self.statistics.pivots)?;
            match self.pivot_by_bland()? {
                Some(false) => {}
                Some(true) | None => return Ok(()),
            }
        }
        Err(Halt::Broken("the simplex makes no progress"))
    }

    /// One pivot: whether its step had a length; none if no column is attractive.
    pub(crate) fn pivot_by_bland(&mut self) -> Result<Option<bool>, Halt> {
        let Some(variable) = self.first_attractive() else { return Ok(None) };
        let Some((sigma, reduced)) = self.attractive(variable) else { return Ok(None) };
        let Pivoted::By(step) = self.pivot(variable, sigma, reduced, true)? else {
            return Ok(Some(false));
        };
        self.statistics.strict += 1;
        Ok(Some(step > DEGENERATE * self.scale(variable)))
    }

    /// The first attractive column, in the fixed order of the rule.
    pub(crate) fn first_attractive(&self) -> Option<Variable> {
        let found = |variable: &Variable| self.attractive(*variable).is_some();
        for &lot in &self.face.active {
            let mut first: Option<Variable> = None;
            let mut offer = |service| {
                let variable = Variable::Service { lot, service };
                if first.is_none_or(|first| variable < first) && found(&variable) {
                    first = Some(variable);
                }
            };
            if self.face.sets[lot as usize].unserved {
                offer(Service::UNSERVED);
            }
            self.for_each_open(lot, offer);
            if first.is_some() {
                return first;
            }
        }
        let logicals = (0..self.basis.logicals.len() as u32).map(Variable::Logical);
        let extras = (0..self.basis.extras.len() as u32).map(Variable::Extra);
        logicals.chain(extras).find(found)
    }
}
