"""From a picture file to an aligned portrait: decoding, faces, landmarks, person mask, measured colours."""
