import { createHash } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import { type Context, transaction } from '#core/context/index.ts';
import { type CallForReview, readableEntries } from '#modules/calls/server/index.ts';
import type { Affinity } from '../../affinity/affinity.ts';
import { textAffinity } from '../../affinity/text-affinity.ts';
import { affinityReader, isAbout, publicationPaper, submissionPaper } from '../../submission-text.ts';
import { reviewAffinity, reviewerProfile } from '../reviewer-tables.ts';
import type { KnownReviewer, MatchedSubmission } from './matching.ts';

/** Affinities of a call. */
export interface Affinities {
	/** What the provider learnt, for its reasons. */
	learnt: unknown;
	/** Of a person to a submission; NaN where nothing can be said. */
	of(person: string, application: string): number;
	/** All values, to scale by. */
	values: Float32Array;
}

/**
 * How near the reviewers of a call are to its submissions. What was measured last is taken when neither a submission nor a
 * profile has changed since; otherwise all is measured again and kept. One query, four when it is measured.
 */
export async function affinitiesOf(
	ctx: Context,
	call: CallForReview,
	stageId: string,
	reviewers: readonly Pick<KnownReviewer, 'personId' | 'revision'>[],
	submissions: readonly Pick<MatchedSubmission, 'id' | 'version'>[],
	provider: Affinity = textAffinity,
): Promise<Affinities> {
	const print = fingerprint(reviewers, submissions);
	const [kept] = await ctx.db
		.select()
		.from(reviewAffinity)
		.where(and(eq(reviewAffinity.callId, call.callId), eq(reviewAffinity.stageId, stageId)));
	if (kept && kept.provider === provider.name && kept.fingerprint === print) return asAffinities(kept);
	const measured = await measure(ctx, call, stageId, reviewers, provider);
	const row = {
		callId: call.callId,
		stageId,
		provider: provider.name,
		fingerprint: print,
		...measured,
		at: ctx.clock.process.now(),
	};
	const { callId: _, stageId: __, ...set } = row;
	await transaction(ctx, (tx) =>
		tx.db
			.insert(reviewAffinity)
			.values(row)
			.onConflictDoUpdate({ target: [reviewAffinity.callId, reviewAffinity.stageId], set }),
	);
	return asAffinities(row);
}

/** What was read, by versions: the same means that nothing has changed. */
function fingerprint(
	reviewers: readonly Pick<KnownReviewer, 'personId' | 'revision'>[],
	submissions: readonly Pick<MatchedSubmission, 'id' | 'version'>[],
): string {
	const people = reviewers.map(({ personId, revision }) => `${personId}:${revision}`).sort();
	const papers = submissions.map(({ id, version }) => `${id}:${version}`).sort();
	return createHash('sha256')
		.update(JSON.stringify([people, papers]))
		.digest('hex');
}

async function measure(
	ctx: Context,
	call: CallForReview,
	stageId: string,
	reviewers: readonly Pick<KnownReviewer, 'personId'>[],
	provider: Affinity,
) {
	const entries = (await readableEntries(ctx, call, stageId, affinityReader, isAbout)).filter(
		({ here, state }) => here && state === 'submitted',
	);
	const written = await publicationsOf(
		ctx,
		call.scope,
		reviewers.map(({ personId }) => personId),
	);
	const people = reviewers.map(({ personId }) => personId).filter((id) => (written.get(id)?.length ?? 0) > 0);
	const papers = entries.map(({ form, answers }) => submissionPaper(form, answers));
	const profiles = people.map((id) => (written.get(id) ?? []).map(publicationPaper));
	const { values, learnt } = await provider.measure(papers, profiles);
	return { people, applications: entries.map(({ id }) => id), values, learnt };
}

/** The publications in the profiles of people. One query. */
export async function publicationsOf(ctx: Context, scope: string, people: readonly string[]) {
	const rows = await ctx.db
		.select({ personId: reviewerProfile.personId, publications: reviewerProfile.publications })
		.from(reviewerProfile)
		.where(and(eq(reviewerProfile.scope, scope), inArray(reviewerProfile.personId, [...people])));
	return new Map(rows.map(({ personId, publications }) => [personId, publications]));
}

function asAffinities(kept: {
	people: string[];
	applications: string[];
	values: Float32Array;
	learnt: unknown;
}): Affinities {
	const rows = new Map(kept.people.map((id, at) => [id, at]));
	const columns = new Map(kept.applications.map((id, at) => [id, at]));
	return {
		learnt: kept.learnt,
		values: kept.values,
		of(person, application) {
			const row = rows.get(person);
			const column = columns.get(application);
			if (row === undefined || column === undefined) return Number.NaN;
			return kept.values[row * kept.applications.length + column] as number;
		},
	};
}
