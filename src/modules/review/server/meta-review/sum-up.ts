import { and, eq } from 'drizzle-orm';
import { type Actor, can } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { forbidden, invalid, notFound, type Problem, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { outcomeById } from '#modules/calls/stage.ts';
import { roleInTrack } from '../../reviewer.ts';
import { metaReview } from '../discussion-tables.ts';
import { mayWrite, type DiscussionPlace, type OpenDiscussion, openDiscussion } from '../discussion/open-discussion.ts';
import { reviewerRole } from '../reviewer-tables.ts';
import { newestMetaReview } from './stored-meta-review.ts';

const mostText = 20_000;

export type SumUpInput = DiscussionPlace & {
	summary: string;
	/** An outcome of the stage; may be empty while it is not handed in. */
	recommendation: string;
	/** The version that the page began from; empty for none. */
	basedOn: string;
	final: boolean;
};

/**
 * Whether somebody sums the reviews of an application up: its chairs, and the senior reviewers of its track who were asked
 * to score it. At most one query.
 */
export async function maySumUp(ctx: Context, actor: Actor, open: OpenDiscussion): Promise<boolean> {
	const { role, stage, standing, person, call, secret } = open;
	if (!stage.metaReview || secret || !mayWrite(ctx, actor, open)) return false;
	if (role === 'chair') return can(actor, 'review.discuss', standing.subject, ctx.clock) === 'yes';
	const roles = await ctx.db
		.select({ track: reviewerRole.track, role: reviewerRole.role })
		.from(reviewerRole)
		.where(and(eq(reviewerRole.callId, call.callId), eq(reviewerRole.personId, person)));
	const own = roleInTrack(roles, standing.application.track);
	return own === 'senior' || own === 'chair';
}

/**
 * Sums the reviews of an application up, with one of the outcomes of the stage as the recommendation. Every time it is
 * saved is a version; the newest counts, whoever wrote it. While the application is still to be decided at this stage.
 * @returns the id of the version
 * @throws Refusal as `openDiscussion`; `not-found` (the stage knows no meta-review); `forbidden` (`not-yours-to-do`);
 *   `closed` (`scoring-over`); `conflict` (`meta-review-changed`); `invalid` at `summary` and `recommendation`
 */
export async function sumUp(ctx: Context, actor: Actor, input: SumUpInput): Promise<string> {
	await openDiscussion(ctx, actor, input);
	return transaction(ctx, async (tx) => {
		const open = await openDiscussion(tx, actor, input, { lock: true });
		const { standing, call, stage, person } = open;
		if (!stage.metaReview) throw notFound();
		if (!(await maySumUp(tx, actor, open))) throw forbidden('not-yours-to-do', { action: 'review.discuss' });
		const { application } = standing;
		const present = call.stages.findIndex((one) => one.stage.id === stage.id) === standing.at;
		if (!present || application.state !== 'submitted') throw new Refusal('closed', 'scoring-over');
		const { summary, recommendation } = checked(input, open);
		const newest = await newestMetaReview(tx, { application: application.id, stage: stage.id });
		if ((newest?.id ?? '') !== input.basedOn) {
			const same = newest?.summary === summary && newest.recommendation === recommendation;
			// Sent twice (a double click): the same stands there already.
			if (newest && same && newest.final === input.final) return newest.id;
			throw new Refusal('conflict', 'meta-review-changed');
		}
		const id = newId();
		await tx.db.insert(metaReview).values({
			id,
			callId: call.callId,
			stageId: stage.id,
			applicationId: application.id,
			personId: person,
			summary,
			recommendation,
			final: input.final,
			at: tx.clock.edition.now(),
		});
		if (input.final) {
			await record(tx, actor, {
				action: 'sum-up',
				subject: { type: 'application', id: application.id },
				scope: call.scope,
				data: { stage: stage.id, metaReview: id },
			});
		}
		return id;
	});
}

/** @throws Refusal `invalid` */
function checked(input: SumUpInput, { stage }: OpenDiscussion): { summary: string; recommendation: string | null } {
	const summary = cleanText(input.summary, { lines: true });
	const problems: Problem[] = [];
	if (summary.length > mostText) {
		const params = { characters: summary.length, max: mostText };
		problems.push({ path: 'summary', code: 'too-many-characters', params });
	}
	const known = outcomeById(stage, input.recommendation) !== undefined;
	if (input.recommendation !== '' && !known) problems.push({ path: 'recommendation', code: 'choose-outcome' });
	if (input.final) {
		if (summary === '') problems.push({ path: 'summary', code: 'summary-empty' });
		if (input.recommendation === '') problems.push({ path: 'recommendation', code: 'choose-outcome' });
	}
	if (problems.length > 0) throw invalid(problems);
	return { summary, recommendation: known ? input.recommendation : null };
}
