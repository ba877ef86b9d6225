/** A file is no extract that may be opened. The message is a sentence with the reason. */
export class ExtractRefused extends Error {}
