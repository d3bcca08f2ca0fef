"""Further English names of colours, as painters, dyers and shops use them; none of them is held out."""

from typing import Final

from engine.individuals.words import Phrases

# fmt: off
FURTHER_COLOURS: Final[Phrases] = {
    "red": ("carmine", "rusty red", "poppy red", "raspberry", "claret", "oxblood", "pillar-box red", "lipstick red",
            "candy-apple red", "pomegranate", "garnet", "Turkey red", "fire-engine red", "cranberry", "merlot",
            "cadmium red", "chilli red", "signal red", "reddish", "rouge", "flame", "vermillion red"),
    "orange": ("safety orange", "peach", "tangelo", "papaya", "marigold", "persimmon", "flame orange", "neon orange",
               "mandarin", "orange-red", "bright coppery orange", "sunset orange", "burnt sienna", "cantaloupe",
               "orangey", "satsuma", "tiger orange"),
    "yellow": ("maize", "primrose yellow", "neon yellow", "dandelion", "daffodil", "buttercup", 
               "chartreuse yellow", "pale yellow", "sunny yellow", "amber yellow", "goldenrod", "citrus yellow",
               "custard", "pineapple yellow", "yolk yellow", "yellowish", "lemon chiffon", "chrome yellow", "jasmine"),
    "green": ("pine green", "shamrock", "avocado", "kelly green", "hunter green", "racing green", "army green",
              "chartreuse", "pistachio", "apple green", "leaf green", "viridian", "malachite", "basil",
              "fir green", "neon green", "seaweed green", "military green", "greenish", "spinach green", "cucumber"),
    "teal": ("dark turquoise", "peacock blue", "lagoon blue", "duck-egg green", "bluish green", "greenish blue",
             "verdigris", "viridian blue", "pale aqua", "deep turquoise", "Caribbean water", "petrol green",
             "robin-egg blue", "mallard", "eucalyptus blue", "kingfisher"),
    "blue": ("denim blue", "powder blue", "steel blue", "French blue", "periwinkle blue", "lapis", "cornflower blue",
             "Egyptian blue", "glacier blue", "forget-me-not blue", "lapis lazuli", "gentian blue", "ice blue",
             "dodger blue", "pale blue", "cobalt blue", "bluish", "neon blue", "arctic blue", "tanzanite", "bluebell"),
    "navy": ("Oxford blue", "Prussian blue", "dark royal blue", "blackish blue", "deep navy", "uniform blue",
             "space blue", "blue-black", "deepest blue", "sailor blue", "twilight blue", "abyss blue", "French navy",
             "naval blue", "dusk blue"),
    "purple": ("blackcurrant", "mulberry", "imperial purple", "royal purple", "wisteria", "iris", "eggplant",
               "thistle", "periwinkle purple", "raisin", "boysenberry", "violet-blue", "Tyrian purple",
               "pansy purple", "purplish", "pale violet", "heliotrope", "damson", "byzantium"),
    "pink": ("carnation", "cerise", "coral pink", "dusty rose", "shocking pink", "watermelon pink", "rosewood pink",
             "strawberry pink", "neon pink", "ballet pink", "peony", "shell pink", "powder pink", "pig pink",
             "pinkish", "raspberry pink", "azalea", "prawn pink", "cherry-blossom pink", "millennial pink",
             "hot magenta"),
    "brown": ("chestnut", "hickory", "burnt umber", "mocha", "espresso", "rust brown", "peanut brown", "toffee",
              "nut brown", "bark brown", "leather brown", "mud brown", "saddle brown", "sienna", "mink", "auburn brown",
              "tawny", "brownish", "peat", "teak", "oak brown", "soil brown", "fudge", "conker", "nutmeg"),
    "beige": ("fawn", "stone", "vanilla", "parchment", "almond", "sandy", "oyster", "light tan", "putty", "latte",
              "eggnog", "sandstone", "light taupe", "desert sand", "light khaki", "greige", "cappuccino", "mushroom",
              "hessian", "dune", "bone", "sesame", "flesh-coloured", "cream-coloured", "barley"),
    "white": ("bright pearl", "arctic white", "chalky", "linen white", "lily white", "bleached white",
              "whitish", "brilliant white", "bridal white", "frost white", "cloud white",
              "paper white", "whitewashed", "bleach white", "cotton white", "polar white", "dove white", "marble"),
    "grey": ("gunmetal", "pigeon grey", "dove grey", "battleship grey", "iron grey", "concrete", "mouse grey",
             "cloud grey", "greyish", "light grey", "dark grey", "fog grey", "ashen", "flint", "granite",
             "mercury", "tin", "cement", "elephant grey", "rain-cloud grey", "cinder", "nickel"),
    "black": ("soot black", "charcoal black", "obsidian", "liquorice", "noir", "tar black", "carbon black",
              "vantablack", "black as pitch", "panther black", "blackish", "deepest black", "void black", "crow black",
              "gothic black", "black as soot", "funeral black", "lamp black", "oil black"),
}
# fmt: on
