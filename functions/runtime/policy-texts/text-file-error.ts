/** A file whose text can't be read; the message is a sentence in Chinese that says what to do. */
export class TextFileError extends Error {
  override name = 'TextFileError';
}
