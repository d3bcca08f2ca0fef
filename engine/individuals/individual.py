"""An individual: the meshes and materials that a recipe asks for, assembled for one draw call."""

from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from engine.attributes import Part
from engine.individuals import body, wardrobe
from engine.individuals.cloth import GLOSS, cloth_rows, decimetres_per_uv
from engine.individuals.colour import Colour
from engine.individuals.eyewear import GLASSES_COLOURS, Frames
from engine.individuals.garments import GARMENTS
from engine.individuals.geometry import cap, narrowed, vertex_normals
from engine.individuals.grooms import Groom, Grooms
from engine.individuals.hair_colours import HAIR_SHADES, scaled
from engine.individuals.hair_styles import beard_style, hair_style
from engine.individuals.hats import Hats, tucked
from engine.individuals.headwear import headwear
from engine.individuals.library import Floats, Ints, Library, Proxy, load_library
from engine.individuals.paint import face_paint, follicle_weights, lid_shadow, skin_rows, texture_name
from engine.individuals.piece import Piece, material_rows
from engine.individuals.recipe import Recipe
from engine.individuals.refinement import Refinement
from engine.individuals.textures import TextureStack, hat_layer, load_stack
from engine.offscreen.mesh_renderer import CLOTH, FLAT, HAIR, PLAIN, SKIN, TINTED, RenderMesh

_ALPHA = {"hair": 0.35, "eyelashes": 0.6, "eyebrows": 0.28, "beard": 0.3, "eyes": 0.5, "clear": 0.9, "sunglasses": 0.35}
_HALF_WIDTH = 0.96
"""Cube units to which broad shoulders are drawn in."""


@dataclass(frozen=True)
class Assets:
    """What all individuals share: the library, the texture stack and what is measured on the unmorphed body."""

    library: Library
    stack: TextureStack
    coverage: wardrobe.Coverage
    paint: Floats
    """(19158, 4): beard shadow, scalp, blush, rims of the eyelids."""
    lid_shadow: Floats
    """(N, 4) for the eyes' vertices: how dark the lids make them, and nothing else."""
    cloth_scale: dict[str, float]
    """Garment -> decimetres a unit of its texture."""
    grooms: Grooms
    hats: Hats
    frames: Frames
    _refinements: dict[str, Refinement] = field(default_factory=dict)

    def refinement(self, proxy: Proxy) -> Refinement:
        """How the garment `proxy` is subdivided, worked out on first use."""
        if proxy.name not in self._refinements:
            self._refinements[proxy.name] = Refinement(proxy, self.library)
        return self._refinements[proxy.name]


@cache
def load_assets() -> Assets:
    """The assets of this process; fetches, parses and caches them when needed."""
    library = load_library()
    paint = np.concatenate([follicle_weights(library), face_paint(library)], 1)
    scale = {entry.asset: decimetres_per_uv(library, library.proxy("clothes", entry.asset)) for entry in GARMENTS}
    return Assets(
        library,
        load_stack(library),
        wardrobe.Coverage(library),
        paint,
        lid_shadow(library),
        scale,
        Grooms(library),
        Hats(library),
        Frames(library),
    )


class Individual:
    """The meshes of `recipe`, built at once; `mesh` is ready to draw but for its ambient occlusion."""

    def __init__(self, recipe: Recipe, assets: Assets | None = None) -> None:
        self.recipe = recipe
        self.assets = assets or load_assets()
        library = self.assets.library
        self._neutral = body.shape(recipe, library)
        self._body = body.express(recipe, library, self._neutral)
        self.frame = body.frame(self._neutral)
        self._cloth = self._fitted_garment()
        pieces = [*self._skin(), *self._head(), *self._hair(), *self._clothes()]
        self.mesh = assemble(pieces, self.frame)
        self.occluded = False

    def _fitted_garment(self) -> tuple[Floats, Ints]:
        base = self.assets.library.base
        proxy = self._proxy("clothes", self.recipe.garment)
        cloth = wardrobe.fit(proxy, self._body, base.vertices, on_head=False)
        return self._pose(cloth, wardrobe.follow(proxy, base.arm_weight)), proxy.corners[proxy.triangles]

    def _skin(self) -> list[Piece]:
        recipe, assets, base = self.recipe, self.assets, self.assets.library.base
        removed, pushed = assets.coverage.of(self._proxy("clothes", recipe.garment))
        welded = base.corners[base.triangles]
        vertices = wardrobe.push_in(self._body, vertex_normals(self._body, welded), pushed)
        vertices = self._pose(vertices, base.arm_weight)
        triangles = base.triangles[~removed[welded].all(1)]
        material = self._skin_material()
        skin = Piece(vertices, base.corners, base.uv, triangles, material, assets.paint)
        whole = self._pose(self._body, base.arm_weight)
        return [skin, self._cap(whole, welded, recipe.skin_rgb, Part.SKIN, 0.02)]

    def _head(self) -> list[Piece]:
        recipe = self.recipe
        # whites are no lamps: under the lids of a dark face they are darker than on a light one
        white = (0.5 + 0.43 * max(recipe.skin_rgb),) * 3
        eyes = material_rows(white, PLAIN, self._layer(f"eyes/{recipe.eye_colour}"), _ALPHA["eyes"], Part.EYES, 0.35)
        teeth = material_rows((1.2, 1.18, 1.12), PLAIN, self._layer("teeth/Teeth_Base"), 0.2, Part.EYES, 0.1)
        brows = self._tinted(f"eyebrows/{recipe.brows}", recipe.brows_rgb, _ALPHA["eyebrows"], Part.FACIAL_HAIR, 0.0)
        lashes = self._tinted("eyelashes/Eyelashes01", (0.06, 0.05, 0.05), _ALPHA["eyelashes"], Part.EYES, 0.0)
        return [
            replace(self._on_head("eyes", "HighPolyEyes", eyes), paint=self.assets.lid_shadow),
            self._on_head("teeth", "Teeth_Base", teeth),
            self._on_head("eyebrows", recipe.brows, brows),
            self._on_head("eyelashes", "Eyelashes01", lashes),
        ]

    def _hair(self) -> list[Piece]:
        recipe = self.recipe
        style, beard = hair_style(recipe.hair), beard_style(recipe.facial_hair)
        pieces = []
        if style.asset:
            rows = self._strands(style.asset, recipe.hair_rgb, recipe.hair_root_rgb, Part.HAIR)
            piece = self._over_clothes(self._groomed(self.assets.grooms.hair(style), rows))
            pieces.append(self._under_hat(piece) if recipe.headwear != "none" else piece)
        for asset in beard.assets:
            rgb = recipe.facial_hair_rgb
            rows = self._strands(asset, rgb, scaled(rgb, 0.8), Part.FACIAL_HAIR)
            piece = self._groomed(self.assets.grooms.beard(beard, asset), rows)
            pieces.append(self._over_clothes(piece) if beard.longer else piece)
        return pieces

    def _groomed(self, groom: Groom, rows: Floats) -> Piece:
        proxy = groom.proxy
        vertices = wardrobe.fit(proxy, self._body, self.assets.library.base.vertices, on_head=True)
        return Piece(vertices, proxy.corners, proxy.uv, proxy.triangles, rows, groom.paint)

    def _strands(self, asset: str, rgb: Colour, root: Colour, part: Part) -> Floats:
        alpha, gloss = (_ALPHA["hair"], 0.13) if part == Part.HAIR else (_ALPHA["beard"], 0.08)
        rows = material_rows(rgb, HAIR, self._layer(f"hair/{asset}"), alpha, part, gloss)
        shade = HAIR_SHADES[self.recipe.hair_shade]
        rows[2] = [*root, shade.contrast]
        rows[3] = [*scaled(rgb, shade.tip), 0.0]
        return rows

    def _clothes(self) -> list[Piece]:
        recipe = self.recipe
        proxy = self._proxy("clothes", recipe.garment)
        cut = self.assets.refinement(proxy)
        cloth = cut.apply(self._cloth[0])
        gloss = GLOSS[recipe.garment_material]
        layer = self._layer(f"clothes/{recipe.garment}")
        material = material_rows(recipe.garment_rgb, CLOTH, layer, -1.0, Part.GARMENT, gloss)
        material[2:6] = cloth_rows(recipe, self.assets.cloth_scale[recipe.garment])
        pieces = [
            Piece(cloth, cut.corners, cut.uv, cut.triangles, material),
            self._cap(cloth, cut.corners[cut.triangles], recipe.garment_rgb, Part.GARMENT, 0.0),
        ]
        if recipe.glasses != "none":
            pieces.append(self._glasses())
        if recipe.headwear != "none":
            proxy = self.assets.hats.of(recipe.hat).proxy
            rows = self._tinted(hat_layer(headwear(recipe.hat)), recipe.hat_rgb, -1.0, Part.HAT, 0.03)
            pieces.append(Piece(self._hat(), proxy.corners, proxy.uv, proxy.triangles, rows))
        return pieces

    def _glasses(self) -> Piece:
        recipe = self.recipe
        rgb = GLASSES_COLOURS[recipe.glasses_colour]
        material = self._tinted("clothes/glasses", rgb, _ALPHA[recipe.glasses], Part.GLASSES, 0.4)
        proxy = self.assets.frames.of(recipe.glasses_shape)
        vertices = wardrobe.fit(proxy, self._body, self.assets.library.base.vertices, on_head=True)
        front = vertices[:, 2] > vertices[:, 2].max() - 0.5
        middle = vertices[front].mean(0)
        scale = np.array([1.0, recipe.glasses_scale, 1.0], np.float32)
        return Piece(middle + (vertices - middle) * scale, proxy.corners, proxy.uv, proxy.triangles, material)

    def _over_clothes(self, hair: Piece) -> Piece:
        base = self.assets.library.base
        cloth, triangles = self._cloth
        body_points = self._pose(self._body, base.arm_weight)[:13380]
        shoulders = body_points[:, 1] < self._body[body.CHIN, 1] - 0.25
        points = np.concatenate([cloth, body_points[shoulders]])
        normals = np.concatenate(
            [
                vertex_normals(cloth, triangles),
                vertex_normals(body_points, base.corners[base.triangles])[shoulders],
            ]
        )
        return replace(hair, vertices=wardrobe.outside(hair.vertices, points, normals))

    def _under_hat(self, hair: Piece) -> Piece:
        hat = self.assets.hats.of(self.recipe.hat)
        return tucked(hair, self._hat(), hat.ring, hat.sink)

    def _hat(self) -> Floats:
        proxy = self.assets.hats.of(self.recipe.hat).proxy
        return wardrobe.fit(proxy, self._body, self.assets.library.base.vertices, on_head=True)

    def _on_head(self, kind: str, name: str, material: Floats) -> Piece:
        proxy = self._proxy(kind, name)
        base = self.assets.library.base
        vertices = wardrobe.fit(proxy, self._body, base.vertices, on_head=True)
        return Piece(vertices, proxy.corners, proxy.uv, proxy.triangles, material)

    def _cap(self, vertices: Floats, triangles: Ints, rgb: tuple[float, ...], part: Part, lift: float) -> Piece:
        height = float(self.frame.origin[1] + body.CUT_Y / self.frame.scale) + 0.01 + lift
        points, fans = cap(vertices, triangles, height)
        uv = np.zeros((len(points), 2), np.float32)
        rows = material_rows(rgb, FLAT, 0, -1.0, part, 0.0)
        return Piece(points, np.arange(len(points), dtype=np.int32), uv, fans, rows)

    def _skin_material(self) -> Floats:
        recipe = self.recipe
        rows = material_rows(recipe.skin_rgb, SKIN, self._layer(texture_name(recipe)), -1.0, Part.SKIN, 0.05)
        rows[2:] = skin_rows(recipe)
        return rows

    def _tinted(self, layer: str, rgb: tuple[float, ...], alpha: float, part: Part, gloss: float) -> Floats:
        return material_rows(rgb, TINTED, self._layer(layer), alpha, part, gloss)

    def _layer(self, name: str) -> int:
        return self.assets.stack.layers[name]

    def _proxy(self, kind: str, name: str) -> Proxy:
        return self.assets.library.proxy(kind, name)

    def _pose(self, points: Floats, arm_weight: Floats) -> Floats:
        return body.lower_arms(self._body, points, arm_weight)


def assemble(pieces: list[Piece], frame: body.Frame) -> RenderMesh:
    """One vertex stream in cube units; triangles wholly below the floor of portraits are left out."""
    vertices, triangles, start = [], [], 0
    placements = [frame.apply(piece.vertices) for piece in pieces]
    widest = max(_half_width(points) for points in placements)
    for index, (piece, whole) in enumerate(zip(pieces, placements, strict=True)):
        normals = vertex_normals(piece.vertices, piece.corners[piece.triangles])
        placed = narrowed(whole, widest, _HALF_WIDTH)
        above = placed[:, 1] >= body.FLOOR_Y
        kept = piece.triangles[above[piece.corners][piece.triangles].any(1)]
        paint = piece.paint if piece.paint is not None else np.zeros((len(placed), 4), np.float32)
        used, indices = np.unique(kept, return_inverse=True)
        corners = piece.corners[used]
        ones = np.ones((len(used), 1), np.float32)
        parts = [placed[corners], normals[corners], piece.uv[used], ones, paint[corners], ones * index]
        vertices.append(np.concatenate(parts, 1, dtype=np.float32))
        triangles.append(indices.reshape(-1, 3).astype(np.int32) + start)
        start += len(used)
    materials = np.stack([piece.material for piece in pieces]).astype(np.float32)
    return RenderMesh(np.concatenate(vertices), np.concatenate(triangles), materials)


def _half_width(points: Floats) -> float:
    seen = points[points[:, 1] > body.CUT_Y - 0.05, 0]
    return float(np.abs(seen).max(initial=0.0))
