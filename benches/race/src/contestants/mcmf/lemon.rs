//! LEMON, called directly: the interface of the crate `mcmf` looks up every vertex in a
//! tree map and takes the flow apart into paths, which costs more than the solve.

#![expect(unsafe_code, reason = "the crate gives no other way to the flow on the arcs")]

use mcmf as _;

use super::super::network::Network;

unsafe extern "C" {
    /// As declared by the crate `mcmf` 2.0.0.
    fn network_simplex_mcmf_i64(
        num_vertices: i64,
        num_edges: i64,
        node_supply: *const i64,
        edge_a: *const i64,
        edge_b: *const i64,
        edge_capacity: *const i64,
        edge_cost: *const i64,
        edge_flow_result: *mut i64,
    ) -> i64;
}

/// The flow on each arc.
pub(super) fn network_simplex(network: &Network) -> Vec<i64> {
    let tails: Vec<i64> = network.arcs.iter().map(|arc| i64::from(arc.from)).collect();
    let heads: Vec<i64> = network.arcs.iter().map(|arc| i64::from(arc.to)).collect();
    let capacities: Vec<i64> = network.arcs.iter().map(|arc| arc.capacity).collect();
    let costs: Vec<i64> = network.arcs.iter().map(|arc| arc.cost).collect();
    let mut flow = vec![0; network.arcs.len()];
    // SAFETY: every list has as many entries as the numbers of vertices and edges say,
    // tails and heads are vertices, and the callee keeps no pointer.
    unsafe {
        network_simplex_mcmf_i64(
            network.supplies.len() as i64,
            network.arcs.len() as i64,
            network.supplies.as_ptr(),
            tails.as_ptr(),
            heads.as_ptr(),
            capacities.as_ptr(),
            costs.as_ptr(),
            flow.as_mut_ptr(),
        );
    }
    flow
}
