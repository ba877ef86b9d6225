// The order of the test files. A file that waits for programs and timers is short but takes long: at the end of a run it
// would be waited for alone.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const waiting = /\/test\/(pty|cli|journeys)\//;

export class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    // The files of a project stay together, for they share their workers.
    const projects = new Set(sorted.map(({ project }) => project));
    return [...projects].flatMap((project) => {
      const own = sorted.filter((file) => file.project === project);
      return [
        ...own.filter(({ moduleId }) => waiting.test(moduleId)),
        ...own.filter(({ moduleId }) => !waiting.test(moduleId)),
      ];
    });
  }
}
