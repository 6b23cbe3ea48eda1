//! A small scenario, and its solution files as each solver writes them.

/// A promise, so that the first tranche is two blocks; a stockpile, which has columns of no order;
/// a component, which has a stock.
pub(crate) const SHOP: &str = r#"
version = 1
name = "shop"
start = "2026-01"
months = 3
products = [{ id = "pump", stockpile = { holding = 1 } }, { id = "fan" }]
components = [{ id = "seal", need = { fan = 1 }, stock = 3, supply = { shape = "flat", rate = 2 } }]
lines = [{ id = "hall 1", usage = { pump = 1, fan = 1 }, ramp = { shape = "flat", rate = 6 } }]
partners = [{ id = "north" }, { id = "south" }]
commitments = [{ order = "A-1", quantity = 2, by = "2026-01" }]

[[orders]]
id = "A-1"
partner = "north"
product = "pump"
signed = "2025-11"
tranches = [{ quantity = 4, due = "2026-01" }, { quantity = 5, due = "2026-02", release = "2026-02" }]

[[orders]]
id = "B-1"
partner = "south"
product = "fan"
signed = "2025-12"
due = "2026-01"
quantity = 9

[[policies]]
id = "all"
rule = "tiers"
tiers = [{ id = "all" }]

[[policies]]
id = "queue"
rule = "first_come_first_served"
"#;

/// Of level 4, which has the column `one`.
pub(crate) const HIGHS: &str = "\
Model status
Optimal

# Primal solution values
Feasible
Objective 0
# Columns 23
x.A_1.t0.from_stock.2026_01 2
x.A_1.t0.from_stock.2026_02 0
x.A_1.t0.from_stock.2026_03 0
u.A_1.t0 0
x.A_1.t0.p1.from_stock.2026_01 2
x.A_1.t0.p1.from_stock.2026_02 0
x.A_1.t0.p1.from_stock.2026_03 0
u.A_1.t0.p1 0
x.B_1.hall_1.2026_01 2
x.B_1.hall_1.2026_02 5
x.B_1.hall_1.2026_03 2
u.B_1 0
x.A_1.t1.from_stock.2026_02 1
x.A_1.t1.from_stock.2026_03 4
u.A_1.t1 0
s.seal.2026_01 3
s.seal.2026_02 0
s.seal.2026_03 0
s.stock_of_pump.2026_01 0
y.pump_on_hall_1_in_2026_01 4
y.pump_on_hall_1_in_2026_02 1
y.pump_on_hall_1_in_2026_03 4
one 1
# Rows 2
want.A_1.t0 2
want.A_1.t0.p1 2

# Dual solution values
Feasible
# Columns 1
x.A_1.t0.from_stock.2026_01 0
# Rows 1
want.A_1.t0 0

# Basis
HiGHS v1
Valid
# Columns 1
1 
# Rows 1
0 
";

pub(crate) const SPARSE: &str = "\
Model status
Optimal

# Primal solution values
Feasible
Objective 13
# Columns -11 sparse
x.A_1.t0.from_stock.2026_01 2 0
x.A_1.t0.p1.from_stock.2026_01 2 4
x.B_1.hall_1.2026_01 2 8
x.B_1.hall_1.2026_02 5 9
x.B_1.hall_1.2026_03 2 10
x.A_1.t1.from_stock.2026_02 1 12
x.A_1.t1.from_stock.2026_03 4 13
s.seal.2026_01 3 15
y.pump_on_hall_1_in_2026_01 4 19
y.pump_on_hall_1_in_2026_02 1 20
y.pump_on_hall_1_in_2026_03 4 21
";

pub(crate) const PRETTY: &str = "\
Columns
    Index Status        Lower        Upper       Primal         Dual  Name
        0     BS            0          inf            2           -0  x.A_1.t0.from_stock.2026_01
        1     LB            0          inf            0            1  x.A_1.t0.from_stock.2026_02
        4     BS            0          inf            2           -0  x.A_1.t0.p1.from_stock.2026_01
        8     BS            0          inf            2           -0  x.B_1.hall_1.2026_01
        9     BS            0          inf            5           -0  x.B_1.hall_1.2026_02
       10                   0          inf            2           -0  x.B_1.hall_1.2026_03
       12                   0          inf            1               x.A_1.t1.from_stock.2026_02
       13                   0          inf            4               x.A_1.t1.from_stock.2026_03
       15     BS            0          inf            3           -0  s.seal.2026_01
       19     BS            0           18            4           -0  y.pump_on_hall_1_in_2026_01
       20     BS            0           18            1           -0  y.pump_on_hall_1_in_2026_02
       21     BS            0           18            4           -0  y.pump_on_hall_1_in_2026_03
Rows
    Index Status        Lower        Upper       Primal         Dual  Name
        0     FX            2            2            2            1  want.A_1.t0

Model status: Optimal

Objective value: 13
";

/// With the rows that were asked for too, one of which it says is missed by a hair.
pub(crate) const CBC: &str = "\
Optimal - objective value 13.00000000
**    0 want.A_1.t0              2.0000001                       1
      1 want.A_1.t0.p1                   2                       1
      0 x.A_1.t0.from_stock.2026_01                      2                       0
      4 x.A_1.t0.p1.from_stock.2026_01                      2                       0
      8 x.B_1.hall_1.2026_01                      2                       0
      9 x.B_1.hall_1.2026_02                      5                       0
     10 x.B_1.hall_1.2026_03                      2                       0
     12 x.A_1.t1.from_stock.2026_02                      1                       0
     13 x.A_1.t1.from_stock.2026_03                      4                       0
     15 s.seal.2026_01                      3                       0
**   16 s.seal.2026_02          -1.1102230e-16                       0
     19 y.pump_on_hall_1_in_2026_01                      4                       0
     20 y.pump_on_hall_1_in_2026_02                      1                       0
     21 y.pump_on_hall_1_in_2026_03                      4                       0
";

pub(crate) const GUROBI: &str = "\
# Solution for model obj
# Objective value = 1.3000000000000000e+01
x.A_1.t0.from_stock.2026_01 2
x.A_1.t0.from_stock.2026_02 0
u.A_1.t0 0
x.A_1.t0.p1.from_stock.2026_01 2
x.B_1.hall_1.2026_01 2.0000000000000000e+00
x.B_1.hall_1.2026_02 5
x.B_1.hall_1.2026_03 2
x.A_1.t1.from_stock.2026_02 1
x.A_1.t1.from_stock.2026_03 4
s.seal.2026_01 3
y.pump_on_hall_1_in_2026_01 4
y.pump_on_hall_1_in_2026_02 1
y.pump_on_hall_1_in_2026_03 4
";

pub(crate) const SCIP: &str = "\
solution status: optimal solution found
objective value:                                   13
x.A_1.t0.from_stock.2026_01                         2 \t(obj:0)
x.A_1.t0.p1.from_stock.2026_01                      2 \t(obj:0)
x.B_1.hall_1.2026_01                                2 \t(obj:0)
x.B_1.hall_1.2026_02                                5 \t(obj:1)
x.B_1.hall_1.2026_03                                2 \t(obj:2)
x.A_1.t1.from_stock.2026_02                         1 \t(obj:0)
x.A_1.t1.from_stock.2026_03                         4 \t(obj:1)
s.seal.2026_01                                      3 \t(obj:0)
y.pump_on_hall_1_in_2026_01                         4 \t(obj:0)
y.pump_on_hall_1_in_2026_02                         1 \t(obj:0)
y.pump_on_hall_1_in_2026_03                         4 \t(obj:0)
";
