import { and, eq, isNull } from 'drizzle-orm';
import { formatDeadline } from '#core/clock/format.ts';
import { originOf } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { mailAddressOf } from '#core/identity/index.ts';
import { inLocale, localePath } from '#core/i18n/index.ts';
import type { JobData } from '#core/jobs/index.ts';
import { parseMailbox, queueMail } from '#core/mail/index.ts';
import { standingApplications } from '#modules/calls/server/index.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { isConflicted } from '../conflicts/index.ts';
import type { DiscussionRole } from '../discussion-tables.ts';
import { reviewPost } from '../discussion-tables.ts';
import { stageAt } from '../stage-at.ts';
import { reviewAssignment } from '../tables.ts';
import { mentionMail } from './mail-texts.ts';
import { chairsOf } from './open-discussion.ts';

/**
 * Mails somebody that he is mentioned: the number of the application, never its title, who spoke or what was said. Who
 * takes no part any more, and a post that was taken back meanwhile, gets none.
 */
export async function tellMentioned(ctx: Context, data: JobData): Promise<void> {
	const [post] = await ctx.db
		.select()
		.from(reviewPost)
		.where(and(eq(reviewPost.id, String(data.post)), isNull(reviewPost.takenBackAt)));
	const personId = String(data.person);
	const role = data.role as DiscussionRole;
	const address = post && (await mailAddressOf(ctx, personId));
	if (!post || address === undefined) return;
	const [standing] = await standingApplications(ctx, [post.applicationId]);
	if (!standing || (await isConflicted(ctx, post.applicationId, personId))) return;
	const { call, stage } = await stageAt(ctx, post.callId, post.stageId);
	const path =
		role === 'chair'
			? (await chairsOf(ctx, call, standing)).includes(personId) &&
				`/desk/applications/${post.applicationId}?discussion=${post.stageId}`
			: await pathOfMember(ctx, post.applicationId, post.stageId, personId);
	const person = (await readPeople(ctx, [personId])).get(personId);
	if (!path || !person) return;
	const locale = person.preferredLanguage ?? 'en';
	const closes = stage.discussion?.closes;
	await queueMail(ctx, {
		key: `review-mention:${post.id}:${role}:${personId}`,
		kind: 'review',
		to: { address, name: displayName(person.names, locale) },
		// To the system itself: an answer by mail must reach neither who spoke nor the desk of an application.
		replyTo: parseMailbox(ctx.config.mailFrom),
		locale,
		...mentionMail.fill(locale, {
			number: standing.number,
			call: inLocale(call.title, locale).text,
			stage: stage.label[locale],
			closes: closes === undefined ? '' : formatDeadline(instantOf(closes, call.zone, 'end'), call.zone, locale),
			link: `${originOf(ctx.config)}${localePath(locale, path)}`,
		}),
		scope: call.scope,
		personId,
	});
}

/** Where somebody who is asked to score it reads the discussion; by his assignment, the only id that he knows. */
async function pathOfMember(
	ctx: Context,
	application: string,
	stage: string,
	person: string,
): Promise<string | undefined> {
	const [row] = await ctx.db
		.select({ id: reviewAssignment.id })
		.from(reviewAssignment)
		.where(
			and(
				eq(reviewAssignment.applicationId, application),
				eq(reviewAssignment.stageId, stage),
				eq(reviewAssignment.personId, person),
				isNull(reviewAssignment.endedAt),
			),
		);
	return row && `/review/${row.id}/discussion`;
}
