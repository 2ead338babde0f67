//! The searches whose instructions are counted. `tests/bench/instructions.mjs` runs them under callgrind, which counts what
//! happens inside the function whose name it is given and nothing else; so each is a function that is never inlined.

use std::error::Error;
use std::hint::black_box;

use domain::directory::PlaceRecord;
use domain::distance::Point;
use domain::search::{BadCursor, Index, Query};
use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::NEAREST;
use crate::world::{Dice, World, now};

/// As the index holds the spots of groups: the ends of arrows from the middle of the earth.
type Tree = RTree<GeomWithData<[f64; 3], u32>>;

/// Does one of them so many times: `tree`, the nearest places by the tree alone, which is what a database's tree answers;
/// or `search`, the whole answer with a line for each group.
pub fn run(what: &str, times: &str) -> Result<bool, Box<dyn Error>> {
    let times: usize = times.parse()?;
    let world = World::make();
    let mut dice = Dice(11);
    let origins: Vec<Point> = (0..times).map(|_| world.origin(&mut dice)).collect();
    let sum = match what {
        "tree" => {
            let units: Vec<[f64; 3]> = origins.iter().map(|origin| origin.unit()).collect();
            counted_tree(&tree_of(&world), &units)
        }
        "search" => counted_search(&Index::new((0..world.groups).map(|number| world.entry(number))), &origins)?,
        _ => return Err(format!("{what} is not counted; tree is, and search").into()),
    };
    println!("{}", black_box(sum));
    Ok(true)
}

fn tree_of(world: &World) -> Tree {
    let mut spots = Vec::with_capacity(world.places);
    for group in 0..world.groups {
        for point in world.entry(group).record.places.iter().filter_map(PlaceRecord::point) {
            let number = u32::try_from(spots.len()).unwrap_or(u32::MAX);
            spots.push(GeomWithData::new(point.unit(), number));
        }
    }
    RTree::bulk_load(spots)
}

#[inline(never)]
fn counted_tree(tree: &Tree, origins: &[[f64; 3]]) -> u64 {
    let nearest = |origin: &[f64; 3]| -> u64 {
        tree.nearest_neighbor_iter_with_distance_2(origin).take(NEAREST).map(|(spot, _)| u64::from(spot.data)).sum()
    };
    origins.iter().map(nearest).sum()
}

#[inline(never)]
fn counted_search(index: &Index, origins: &[Point]) -> Result<u64, BadCursor> {
    let mut sum = 0;
    for origin in origins {
        sum += u64::from(index.search(&Query::default(), Some(*origin), now(), NEAREST, None)?.total);
    }
    Ok(sum)
}
