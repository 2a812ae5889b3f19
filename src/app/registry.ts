import type { DueHandlers } from '#core/clock/index.ts';
import type { JobHandlers } from '#core/jobs/index.ts';

/** What the modules do in the background. Each module names its jobs and due items; here they come together. */
export const jobHandlers: JobHandlers = {};

/** What happens at an edition time. */
export const dueHandlers: DueHandlers = {};
