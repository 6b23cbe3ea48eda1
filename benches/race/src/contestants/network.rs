//! Transportation problems as flow networks in whole numbers.

mod bipartite;
mod chains;

use anyhow::{Context, Result, ensure};
use apportion::model::{BlockId, Carry, Cell, Column, CostPath, Model, Point, RecipeId};

/// How the network is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// An arc from each order to each month: what is usually done.
    Bipartite,
    /// Orders of one weight share a chain of months on which they get later together:
    /// far fewer arcs, for those who think of it.
    Chains,
}

/// A node of a network.
type Node = u32;

/// An arc of a network.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arc {
    pub(super) from: Node,
    pub(super) to: Node,
    pub(super) capacity: i64,
    pub(super) cost: i64,
}

/// A minimum-cost flow problem in which what is supplied is what is demanded.
#[derive(Debug, Default)]
pub(super) struct Network {
    pub(super) supplies: Vec<i64>,
    pub(super) arcs: Vec<Arc>,
}

impl Network {
    fn node(&mut self, supply: i64) -> Node {
        self.supplies.push(supply);
        self.supplies.len() as Node - 1
    }

    fn arc(&mut self, from: Node, to: Node, capacity: i64, cost: i64) -> usize {
        self.arcs.push(Arc { from, to, capacity, cost });
        self.arcs.len() - 1
    }
}

/// A network with the way back from its flow to a point.
pub(super) enum Drawing {
    Bipartite(bipartite::Bipartite),
    Chains(chains::Chains),
}

impl Drawing {
    /// Draws the first level of a model with one resource of usage 1.
    pub(super) fn new(model: &Model, shape: Shape) -> Result<Self> {
        let demands = Demands::new(model)?;
        Ok(match shape {
            Shape::Bipartite => Self::Bipartite(bipartite::Bipartite::new(demands)),
            Shape::Chains => Self::Chains(chains::Chains::new(demands)),
        })
    }

    pub(super) fn network(&self) -> &Network {
        match self {
            Self::Bipartite(drawing) => &drawing.network,
            Self::Chains(drawing) => &drawing.network,
        }
    }

    /// The point that a flow, one number for each arc, describes.
    pub(super) fn point(&self, flow: &[i64]) -> Point {
        match self {
            Self::Bipartite(drawing) => drawing.point(flow),
            Self::Chains(drawing) => drawing.point(flow),
        }
    }
}

/// A transportation problem in whole numbers.
#[derive(Debug)]
struct Demands {
    capacities: Vec<i64>,
    recipe: RecipeId,
    blocks: Vec<Demand>,
}

/// A block in whole numbers: free up to `due`, then `rate` a month.
#[derive(Debug, Clone, Copy)]
struct Demand {
    id: BlockId,
    first: usize,
    due: usize,
    quantity: i64,
    rate: i64,
    unserved: i64,
}

impl Demands {
    fn new(model: &Model) -> Result<Self> {
        let [resource] = model.resources() else {
            anyhow::bail!("a flow network has one resource");
        };
        ensure!(resource.carry() == Carry::Lost, "a flow network carries nothing over");
        for recipe in model.recipes() {
            ensure!(whole(recipe.uses_in(0)[0].1)? == 1, "a flow loses nothing on its way");
        }
        let capacities: Result<Vec<i64>> = resource.rhs().iter().map(|&rhs| whole(rhs)).collect();
        let level = &model.levels()[0];
        let mut blocks = Vec::with_capacity(model.blocks().len());
        let mut used = None;
        for (id, path) in model.block_ids().map(|id| (id, level.path(id))) {
            let CostPath::Slope { from, rate, unserved } = path else {
                anyhow::bail!("a flow network is drawn from slopes");
            };
            let block = &model.blocks()[id.index()];
            let (first, due) = (block.first(), from as usize);
            let (quantity, rate) = (whole(block.quantity())?, whole(rate)?);
            used = model.family(block.family()).first().copied();
            blocks.push(Demand { id, first, due, quantity, rate, unserved: whole(unserved)? });
        }
        let recipe = used.context("nothing is ordered")?;
        Ok(Self { capacities: capacities?, recipe, blocks })
    }

    fn months(&self) -> usize {
        self.capacities.len()
    }

    /// The first month in which a block is late, at most the number of months.
    fn first_late(&self, block: &Demand) -> usize {
        block.first.max(block.due + 1).min(self.months())
    }

    fn total(&self) -> i64 {
        self.blocks.iter().map(|block| block.quantity).sum()
    }

    fn empty_point(&self) -> Point {
        Point { unserved: vec![0.0; self.blocks.len()], ..Point::default() }
    }

    fn cell(&self, block: BlockId, month: usize, amount: i64) -> Cell {
        let column = Column { block, recipe: self.recipe, period: month as u32 };
        Cell { column, amount: amount as f64 }
    }
}

fn whole(value: f64) -> Result<i64> {
    ensure!(value.fract() == 0.0 && value.abs() < 9e15, "{value} is not a whole number");
    Ok(value as i64)
}
