import type { JobHandlers } from '#core/jobs/index.ts';
import { mentionJob } from './job-names.ts';
import { tellMentioned } from './tell-mentioned.ts';

/** What discussions do in the background. It may run twice: mail is queued once for each key. */
export const discussionJobHandlers: JobHandlers = { [mentionJob]: tellMentioned };
