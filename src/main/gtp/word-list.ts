/** One word for each byte: short, distinct by ear, and nothing that anybody would mind being called. */
export const WORDS: readonly string[] = `
acorn actor adobe agate alder alpha amber anchor angle anvil apple apron arena arrow aspen atlas
attic autumn badge bagel bamboo banjo basil basket beacon beaver berry birch bison bottle bramble brick
bridge bronze brush bucket butter button cabin cactus camel candle canoe canyon carbon cargo carrot castle
cedar cello chalk cherry cider cinema circle citrus clover cobalt cocoa comet copper coral cotton cougar
cousin crayon cricket crystal cyan daisy dancer delta denim desert diesel dolphin domino donkey dragon drum
dune eagle easel echo elbow ember emerald engine falcon feather fern fiddle finch flamingo flint flute
forest fossil fresco galaxy garden garlic gecko geyser ginger giraffe glacier goblet gopher granite guitar hammer
harbor harvest hazel helmet heron hiker honey horizon hotel igloo indigo iris island ivory jacket jaguar
jasmine jelly jigsaw jungle kayak kettle kitten kiwi koala ladder lagoon lantern lasso lemon lentil lilac
linen lizard lobster lotus lunar magnet mango maple marble meadow melon mercury mint mitten monsoon moose
mosaic muffin museum nectar needle nickel noodle nutmeg oasis ocean olive onion opal orbit orchid otter
oxygen oyster paddle panda papaya parrot pebble pepper piano picnic pigeon pilot planet plum polar pond
poplar prairie prism puffin pumpkin puzzle quartz quilt rabbit radar radish raven ribbon river robin rocket
saddle saffron salmon sandal satin scarf sequoia shadow silver sketch spinach spruce squid stereo sugar sunset
tango teapot temple tidal tiger timber tomato topaz trumpet tulip tundra turtle umbrella valley vanilla velvet
violet voyage waffle walnut walrus willow window winter wizard yellow yogurt zebra zenith zephyr zigzag zinc
`
  .trim()
  .split(/\s+/)
