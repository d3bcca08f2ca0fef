"""From a decoded picture to an aligned portrait."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.errors import Box, NoFaceError
from engine.photo.align import FACE_SIZE, Pose, close_window, face_window, fit_face
from engine.photo.circle import uncircled
from engine.photo.faces import LEVELS, Face, FaceDetector, main_face, scaled, search_windows, shrunk
from engine.photo.landmarks import FaceMesh, Landmarks
from engine.photo.segmentation import PersonSegmenter, inside
from engine.photo.warp import Similarity, warp
from engine.space import PLANE_SIZE

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

MIN_EYE_DISTANCE: Final = 24.0
"""Source pixels between the eyes below which a face is refused."""
MAX_YAW: Final = 50.0
"""Degrees beyond which one half of the face is hidden (as measured: a true profile measures about 55)."""
_MIN_CONFIDENCE: Final = 0.6
"""Detector's score times landmark model's presence; helmets, cups and cats reach 0.53, real faces 0.79 and more."""
_WORKING_FACE: Final = 240.0
"""Larger faces are shrunk to this size in pixels first: the landmark model sees 128 of them, the close crop 100."""
_HINT: Final = "Use a portrait that shows one face from the front, well lit."


@dataclass(frozen=True)
class AlignedPortrait:
    """A portrait in the frame of the avatar's front plane; all angles in degrees.

    `bust` (256, 256, 3) shows the cube's front (chin at `space.CHIN_Y`, head upright), beyond the
    picture its edge is repeated; `bust_mask` (256, 256) is the probability of the person, 0 beyond
    the picture; `bust_known` (256, 256) is 1 where the photo shows something. `face` (224, 224, 3)
    and `face_mask` are a crop of the head, `close` (224, 224, 3) one from brows to chin.
    `landmarks` (468, 3) in bust pixels, z towards the back. `yaw` is positive when the face turns to the
    picture's right, `pitch` when it looks up,
    `roll` (already removed from the crops) when it leans clockwise. `eye_distance` in source pixels;
    `face_box` x0, y0, x1, y1 in source pixels, `other_boxes` those of the faces not taken;
    `bust_to_source` the transform from bust pixels to source pixels.
    """

    bust: Bytes
    bust_mask: Floats
    bust_known: Floats
    face: Bytes
    face_mask: Floats
    close: Bytes
    landmarks: Floats
    yaw: float
    pitch: float
    roll: float
    eye_distance: float
    face_box: tuple[float, float, float, float]
    other_boxes: tuple[tuple[float, float, float, float], ...]
    bust_to_source: Similarity

    @property
    def faces_found(self) -> int:
        """Faces seen in the picture, this one included."""
        return 1 + len(self.other_boxes)


class FrontEnd:
    """Face detection, landmarks, person mask and alignment. Use an instance from one thread at a time."""

    def __init__(self) -> None:
        self._detector = FaceDetector()
        self._mesh = FaceMesh()
        self._segmenter = PersonSegmenter()

    def align(self, picture: Bytes) -> AlignedPortrait:
        """Align the main face of an sRGB picture (H, W, 3), in any quarter turn.

        Raises NoFaceError when there is no face, or it is too small or turned too far to be read.
        """
        working, shrink, faces = self._faces(picture)
        height, width = working.shape[:2]
        main = main_face([face for face, _ in faces], width, height)
        landmarks = next(found for face, found in faces if face is main)
        bust, pose = fit_face(landmarks)
        _refuse_unreadable(landmarks.eye_distance / shrink, pose, _box(landmarks, shrink))
        others = tuple(_box(found, shrink) for face, found in faces if face is not main)
        return self._portrait(working, shrink, landmarks, bust, pose, others)

    def _faces(self, picture: Bytes) -> tuple[Bytes, float, list[tuple[Face, Landmarks]]]:
        """A working copy no larger than the faces need, its scale, and the faces the landmark model confirms."""
        nearest: tuple[float, Box] | None = None
        for level in range(LEVELS):
            detected = self._detector.detect(picture, level)
            if not detected:
                continue
            shrink = min(1.0, _WORKING_FACE / min(face.side for face in detected))
            working = shrunk(picture, shrink)
            placed = [(face, self._mesh.place(working, face)) for face in (scaled(face, shrink) for face in detected)]
            faces = [(face, found) for face, found in placed if face.score * found.presence > _MIN_CONFIDENCE]
            if faces:
                return working, shrink, faces
            for face, found in placed:
                confidence = face.score * found.presence
                if nearest is None or confidence > nearest[0]:
                    nearest = confidence, _box_of(face, 1 / shrink)
        looked = _searched(picture.shape[1], picture.shape[0])
        raise NoFaceError("No face was found in the picture.", _HINT, looked, (nearest[1],) if nearest else ())

    def _portrait(
        self,
        picture: Bytes,
        shrink: float,
        landmarks: Landmarks,
        bust: Similarity,
        pose: Pose,
        others: tuple[tuple[float, float, float, float], ...],
    ) -> AlignedPortrait:
        filled, known = uncircled(picture)
        face = face_window(bust)
        mask, face_mask = self._segmenter.bust_and_face(filled, bust, face)
        shown = inside(picture, bust, PLANE_SIZE)
        if known is not None:
            shown = shown * _seen(known, bust, PLANE_SIZE)
            face_mask = face_mask * _seen(known, face, FACE_SIZE)
        flat = bust.to_target(landmarks.points[:, :2])
        return AlignedPortrait(
            bust=warp(filled, bust, PLANE_SIZE, PLANE_SIZE, outside=None),
            bust_mask=mask * shown,
            bust_known=shown,
            face=warp(filled, face, FACE_SIZE, FACE_SIZE, outside=None),
            face_mask=face_mask * inside(picture, face, FACE_SIZE),
            close=warp(filled, close_window(bust), FACE_SIZE, FACE_SIZE, outside=None),
            landmarks=np.column_stack([flat, landmarks.points[:, 2] / bust.scale]).astype(np.float32),
            yaw=pose.yaw,
            pitch=pose.pitch,
            roll=pose.roll,
            eye_distance=landmarks.eye_distance / shrink,
            face_box=_box(landmarks, shrink),
            other_boxes=others,
            bust_to_source=Similarity(bust.scale / shrink, bust.angle, bust.x / shrink, bust.y / shrink),
        )


def _refuse_unreadable(eye_distance: float, pose: Pose, box: Box) -> None:
    if eye_distance < MIN_EYE_DISTANCE:
        raise NoFaceError(
            f"The face is too small to read: its eyes are {eye_distance:.0f} pixels apart.",
            f"Use a picture in which they are at least {MIN_EYE_DISTANCE:.0f}, better 60 pixels apart.",
            nearest=(box,),
        )
    if abs(pose.yaw) > MAX_YAW:
        what = f"The face is turned too far to the side ({abs(pose.yaw):.0f} degrees)."
        raise NoFaceError(what, _HINT, nearest=(box,))


def _box(landmarks: Landmarks, shrink: float) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(value) / shrink for value in landmarks.box)
    return x0, y0, x1, y1


def _box_of(face: Face, factor: float) -> Box:
    x0, y0, x1, y1 = (float(value) * factor for value in face.box)
    return x0, y0, x1, y1


def _searched(width: int, height: int) -> tuple[Box, ...]:
    """The windows of the first closer search, in pixels of the picture; the smaller ones after it only overlap more."""
    windows = search_windows(width, height, 1)
    return tuple((x - side / 2, y - side / 2, x + side / 2, y + side / 2) for (x, y), side in windows)


def _seen(known: NDArray[np.bool_], place: Similarity, size: int) -> Floats:
    seen: Floats = warp(known.astype(np.float32), place, size, size)
    return seen.clip(0.0, 1.0)
