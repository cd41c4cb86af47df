const side = 512;

/** The middle of a picture as a square JPEG that is large enough for every screen; the file itself where it cannot be drawn. */
export async function squarePhoto(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return file;
  const least = Math.min(picture.width, picture.height);
  // What is too small is for the server to refuse, with its sentence.
  if (least < side / 4) return file;
  const canvas = document.createElement('canvas');
  canvas.width = Math.min(side, least);
  canvas.height = canvas.width;
  const left = (picture.width - least) / 2;
  // Faces are rather in the upper part of a portrait.
  const top = (picture.height - least) / 3;
  canvas.getContext('2d')?.drawImage(picture, left, top, least, least, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), 'image/jpeg', 0.9));
}
