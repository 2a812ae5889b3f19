import { eq, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { type PostedProfile, readProfileForm } from '../../profile-form.ts';
import { mostPublications, type Publication, type PublicationProblem } from '../../publications/publication.ts';
import { readPublications } from '../../publications/read-publications.ts';
import { withoutDoubles } from '../../publications/same-publication.ts';
import type { ReviewerProfile } from '../../reviewer.ts';
import { affinityJob } from '../job-names.ts';
import { reviewAffinity, reviewerProfile } from '../reviewer-tables.ts';
import { profilePage } from './profile.ts';

export interface SaveProfileInput {
	/** Id of the edition, or of the standing call. */
	scope: string;
	/** From which the page began. */
	revision: number;
	posted: PostedProfile;
	/** Places of publications that go. */
	remove: readonly number[];
	/** A list of publications as it was pasted or loaded; may be empty. */
	add: string;
}

export interface SavedProfile {
	revision: number;
	/** So many publications are new; so many of the list were there already. */
	added: number;
	known: number;
	/** What of the list could not be read. */
	problems: PublicationProblem[];
}

/**
 * Saves what a reviewer says of himself. Of a list of publications whatever can be read is taken, and the rest said.
 * @throws Refusal `signed-out`, `not-found`, `forbidden`; `invalid` by fields; `conflict` (`changed-meanwhile`)
 */
export async function saveProfile(ctx: Context, actor: Actor, input: SaveProfileInput): Promise<SavedProfile> {
	return transaction(ctx, async (tx) => {
		const page = await profilePage(tx, actor, input.scope);
		const read = readProfileForm(input.posted, {
			tracks: page.tracks.map(({ code }) => code),
			languages: page.languages,
		});
		if ('problems' in read) throw invalid(read.problems);
		if (page.revision !== input.revision) throw new Refusal('conflict', 'changed-meanwhile');
		const kept = page.profile.publications.filter((_, i) => !input.remove.includes(i));
		const list = input.add.trim() === '' ? undefined : readPublications(input.add);
		const found = (list?.publications ?? []).map(({ line: _, ...publication }): Publication => publication);
		const all = withoutDoubles([...kept, ...found]);
		const problems = [...(list?.problems ?? [])];
		if (all.length > mostPublications) problems.push({ line: 1, code: 'too-many' });
		const publications = all.slice(0, mostPublications);
		const personId = (actor as Actor & { kind: 'person' }).personId;
		const revision = await storeProfile(tx, input.scope, personId, { ...read.parts, publications }, page.revision);
		await record(tx, actor, {
			action: 'save-reviewer-profile',
			subject: { type: 'person', id: personId },
			scope: input.scope,
			data: { publications: publications.length },
		});
		return {
			revision,
			added: publications.length - kept.length,
			known: found.length - (all.length - kept.length),
			problems,
		};
	});
}

/**
 * Writes a profile over the one of this revision, and has affinities measured again that it changes. Part of the caller's
 * transaction. @throws Refusal `conflict` (`changed-meanwhile`)
 */
export async function storeProfile(
	tx: Context,
	scope: string,
	personId: string,
	profile: ReviewerProfile,
	revision: number,
): Promise<number> {
	const row = { ...profile, revision: revision + 1, at: tx.clock.edition.now() };
	const written = await tx.db
		.insert(reviewerProfile)
		.values({ scope, personId, ...row })
		.onConflictDoUpdate({
			target: [reviewerProfile.scope, reviewerProfile.personId],
			set: row,
			setWhere: eq(reviewerProfile.revision, revision),
		})
		.returning({ revision: reviewerProfile.revision });
	if (written.length === 0) throw new Refusal('conflict', 'changed-meanwhile');
	// Whoever opens a list next would wait for it otherwise.
	const measured = await tx.db
		.select({ call: reviewAffinity.callId, stage: reviewAffinity.stageId })
		.from(reviewAffinity)
		.where(sql`${reviewAffinity.callId} in (select id from call where edition_id = ${scope} or id = ${scope})`);
	await tx.jobs.enqueueAll(tx, affinityJob, measured);
	return revision + 1;
}
