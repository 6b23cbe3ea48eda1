# What is done often. `just` without a name lists it.

_:
    @just --list

# The picture of the README, of any scenario.
compare file="examples/data/shells_155mm.toml":
    cargo run --no-default-features --features cli -- compare {{file}}

# The tests, or those with a name in their path.
test name="":
    cargo test --features cli {{name}}

# What must pass before a change is taken.
ci:
    .ci/run

# The same with all that takes long.
full:
    .ci/run --full

# The documentation, opened.
doc:
    cargo doc --no-deps --features cli --open

# Digests, golden files, picture and guides written anew, when a difference is meant.
bless:
    APPORTION_BLESS=1 cargo test --features cli golden guard
    APPORTION_REFRESH=1 cargo test --features cli readme docs::

# Times by station, and ratios to other solvers (leave the machine alone).
bench:
    cargo bench --bench solve
race:
    cargo run --release --manifest-path benches/race/Cargo.toml -- --quick

# Binaries of a release with their digests, in target/release-files.
release:
    .ci/release
