import { formatDeadline } from '#core/clock/format.ts';
import { originOf } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { mailAddressOf } from '#core/identity/index.ts';
import { inLocale, localePath } from '#core/i18n/index.ts';
import type { JobData, JobHandlers } from '#core/jobs/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import { displayName } from '#modules/people/name.ts';
import { readPerson } from '#modules/people/server/index.ts';
import { affinityJob, assignedJob, applyRunJob, solveRunJob } from './job-names.ts';
import { carryOutRun, solveRun } from './assigning/index.ts';
import { assignedMail } from './mail-texts.ts';
import { warmAffinities } from './reviewers/warm-affinities.ts';
import { stageAt } from './stage-at.ts';

/** What this module does in the background. It may run twice: mail is queued once for each key. */
export const reviewJobHandlers: JobHandlers = {
	[assignedJob]: tellAssigned,
	[solveRunJob]: (ctx, data) => solveRun(ctx, data),
	[applyRunJob]: carryOutRun,
	[affinityJob]: warmAffinities,
};

async function tellAssigned(ctx: Context, data: JobData): Promise<void> {
	const personId = String(data.person);
	const address = await mailAddressOf(ctx, personId);
	if (address === undefined) return;
	const { call, stage } = await stageAt(ctx, String(data.call), String(data.stage));
	const person = await readPerson(ctx, personId);
	const locale = person.preferredLanguage ?? 'en';
	const closes = stage.closes === undefined ? null : instantOf(stage.closes, call.zone, 'end');
	await queueMail(ctx, {
		key: `review-assigned:${String(data.batch)}:${personId}`,
		kind: 'review',
		to: { address, name: displayName(person.names, locale) },
		locale,
		...assignedMail.fill(locale, {
			count: String(data.count),
			call: inLocale(call.title, locale).text,
			stage: stage.label[locale],
			closes: closes === null ? '' : formatDeadline(closes, call.zone, locale),
			link: `${originOf(ctx.config)}${localePath(locale, '/review')}`,
		}),
		scope: call.scope,
		personId,
	});
}
