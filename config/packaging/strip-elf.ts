// Removes debugging data and the symbol table of Node's file, as binutils' `strip` does: an eighth of an executable. Here
// because `strip` is not installed everywhere, and reads only files for its own processor.
// The format: https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html

/** Flags of a section: it is in memory while the program runs; its `info` is the number of another section. */
const [inMemory, infoIsNumber] = [0x2n, 0x40n];
const noBits = 8;
/** Sizes of a program header and a section header of 64 bits. */
const [segmentSize, sectionSize] = [56, 64];

interface Section {
  readonly header: Buffer;
  readonly isNeeded: boolean;
}

function sectionsOf(file: Buffer): readonly Section[] {
  const start = Number(file.readBigUInt64LE(0x28));
  return Array.from({ length: file.readUInt16LE(0x3c) }, (_, index) => {
    const header = file.subarray(start + index * sectionSize, start + (index + 1) * sectionSize);
    return { header, isNeeded: index === 0 || (header.readBigUInt64LE(8) & inMemory) !== 0n };
  });
}

/** Where a section header has the number of another section: `link`, and in some cases `info`. */
const numbersIn = (header: Buffer): readonly number[] =>
  (header.readBigUInt64LE(8) & infoIsNumber) === 0n ? [40] : [40, 44];

/** Where the last byte ends that is loaded, or that a header describes. */
function endOfLoaded(file: Buffer): number {
  const start = Number(file.readBigUInt64LE(0x20));
  const ends = Array.from({ length: file.readUInt16LE(0x38) }, (_, index) => {
    const at = start + index * segmentSize;
    return Number(file.readBigUInt64LE(at + 8) + file.readBigUInt64LE(at + 32));
  });
  return Math.max(...ends);
}

/** Names of sections, each ended by a zero byte, and where each begins. */
function nameTable(names: readonly string[]): { readonly bytes: Buffer; readonly offsets: readonly number[] } {
  const offsets: number[] = [];
  let text = '';
  for (const name of names) {
    offsets.push(text.length);
    text += `${name}\0`;
  }
  return { bytes: Buffer.from(text, 'latin1'), offsets };
}

function nameAt(table: Buffer, offset: number): string {
  return table.toString('latin1', offset, table.indexOf(0, offset));
}

/** A copy of an ELF file of 64 bits without what is not loaded. */
export function stripElf(file: Buffer): Buffer {
  if (file.toString('latin1', 0, 6) !== '\x7fELF\x02\x01') throw new Error('This is no ELF file of 64 bits.');
  const sections = sectionsOf(file);
  const names = sections[file.readUInt16LE(0x3e)]?.header;
  if (!names) throw new Error('This ELF file has no names of sections.');
  const oldNames = file.subarray(Number(names.readBigUInt64LE(24)));
  const end = endOfLoaded(file);
  const kept = sections.flatMap(({ header, isNeeded }, index) => (isNeeded ? [{ header, index }] : []));
  for (const { header } of kept) {
    const isInFile = header.readUInt32LE(4) !== noBits && header.readUInt32LE(4) !== 0;
    const last = Number(header.readBigUInt64LE(24) + header.readBigUInt64LE(32));
    if (isInFile && last > end) throw new Error('A section of this ELF file is needed and not loaded.');
  }
  const newIndex = new Map(kept.map(({ index }, at) => [index, at]));
  const { bytes, offsets } = nameTable([
    ...kept.map(({ header }) => nameAt(oldNames, header.readUInt32LE(0))),
    '.shstrtab',
  ]);
  const headers = kept.map(({ header }, at) => {
    const copy = Buffer.from(header);
    copy.writeUInt32LE(offsets[at] ?? 0, 0);
    for (const field of numbersIn(header)) copy.writeUInt32LE(newIndex.get(header.readUInt32LE(field)) ?? 0, field);
    return copy;
  });
  const ofNames = Buffer.from(names);
  ofNames.writeUInt32LE(offsets.at(-1) ?? 0, 0);
  ofNames.writeBigUInt64LE(BigInt(end), 24);
  ofNames.writeBigUInt64LE(BigInt(bytes.length), 32);
  const table = Math.ceil((end + bytes.length) / 8) * 8;
  const loaded = Buffer.from(file.subarray(0, end));
  loaded.writeBigUInt64LE(BigInt(table), 0x28);
  loaded.writeUInt16LE(headers.length + 1, 0x3c);
  loaded.writeUInt16LE(headers.length, 0x3e);
  return Buffer.concat([loaded, bytes, Buffer.alloc(table - end - bytes.length), ...headers, ofNames]);
}
