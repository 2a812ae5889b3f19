import type { DueHandlers } from '#core/clock/index.ts';
import type { JobHandlers } from '#core/jobs/index.ts';
import { analysisJobHandlers } from '#modules/analysis/server/index.ts';
import {
	dueHandlers as callDue,
	jobHandlers as callJobHandlers,
	movedJob,
	purgedJob,
} from '#modules/calls/server/index.ts';
import { editionDueHandlers } from '#modules/editions/server/index.ts';
import {
	forgetPurged,
	fulfilmentDueHandlers,
	fulfilmentJobHandlers,
	whenMoved,
} from '#modules/fulfilments/server/index.ts';
import { letterDueHandlers, letterJobHandlers } from '#modules/letters/server/index.ts';
import { discussionJobHandlers, reviewDueHandlers, reviewJobHandlers } from '#modules/review/server/index.ts';
import { newsletterDueHandlers, newsletterJobHandlers } from '#modules/newsletter/server/index.ts';
import { newsroomDueHandlers } from '#modules/newsroom/server/index.ts';
import { rehearsalDue } from '#modules/rehearsal/server/index.ts';
import { statementDueHandlers, statementJobHandlers } from '#modules/statements/server/index.ts';
import { articleJobHandlers } from './article-followers.ts';
import { callsDoor } from './calls-door.ts';

/** What the modules do in the background. Each module names its jobs and due items; here they come together. */
export const jobHandlers: JobHandlers = {
	...callJobHandlers,
	...letterJobHandlers,
	...newsletterJobHandlers,
	...reviewJobHandlers,
	...discussionJobHandlers,
	...fulfilmentJobHandlers,
	...statementJobHandlers,
	...articleJobHandlers,
	...analysisJobHandlers,
	[movedJob]: async (ctx, data) => {
		await whenMoved(ctx, data);
		await callJobHandlers[movedJob]?.(ctx, data);
	},
	[purgedJob]: async (ctx, data) => {
		await forgetPurged(ctx, data);
		await callJobHandlers[purgedJob]?.(ctx, data);
	},
};

/** What happens at an edition time. */
export const dueHandlers: DueHandlers = {
	...callDue,
	...editionDueHandlers(callsDoor),
	...fulfilmentDueHandlers,
	...letterDueHandlers,
	...newsletterDueHandlers,
	...newsroomDueHandlers,
	...reviewDueHandlers,
	...rehearsalDue,
	...statementDueHandlers,
};
