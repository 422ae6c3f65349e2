"""Things a maintainer runs: never imported by the product."""
