// The order of the test files. Some wait for programs and timers most of their time, others compute: both kinds side by
// side keep the processors busy from the first file to the last.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const waiting = /\/test\/(pty|cli|journeys)\//;

export class InterleavedFiles extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    // The files of a project stay together, for they share their workers.
    const projects = new Set(sorted.map(({ project }) => project));
    return [...projects].flatMap((project) => {
      const own = sorted.filter((file) => file.project === project);
      return interleaved(
        own.filter(({ moduleId }) => waiting.test(moduleId)),
        own.filter(({ moduleId }) => !waiting.test(moduleId)),
      );
    });
  }
}

/** Each list keeps its order, and is spread evenly over the result. */
function interleaved<Item>(...lists: readonly (readonly Item[])[]): Item[] {
  return lists
    .flatMap((list) => list.map((item, index) => ({ item, place: (index + 0.5) / list.length })))
    .toSorted((one, other) => one.place - other.place)
    .map(({ item }) => item);
}
