import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { type CallForReview, type ReadableEntry, readableEntries } from '#modules/calls/server/index.ts';
import { emptyProfile, type ReviewerProfile, type RoleInTrack } from '../../reviewer.ts';
import { affinityReader, submissionKeywords, submissionTitle } from '../../submission-text.ts';
import { reviewerProfile, reviewerRole } from '../reviewer-tables.ts';

/** A submission at a stage, by what it is matched by. */
export interface MatchedSubmission extends Pick<ReadableEntry, 'id' | 'number' | 'version' | 'track' | 'language'> {
	/** As a blind reviewer may read it. */
	title: string;
	keywords: string[];
}

/** The submissions that are to be reviewed at a stage: in it now, and not decided; by their ids. Two queries. */
export async function submissionsToMatch(
	ctx: Context,
	call: CallForReview,
	stageId: string,
	locale?: Locale,
): Promise<MatchedSubmission[]> {
	const entries = await readableEntries(ctx, call, stageId, affinityReader, ({ role }) => {
		return role === 'title' || role === 'keywords';
	});
	return entries
		.filter(({ here, state }) => here && state === 'submitted')
		.map(({ id, number, version, track, language, form, answers }) => ({
			id,
			number,
			version,
			track,
			language,
			title: submissionTitle(form, answers, locale),
			keywords: submissionKeywords(form, answers),
		}));
}

/** What is known of reviewers, without their publications. */
export interface KnownReviewer extends Omit<ReviewerProfile, 'publications'> {
	personId: string;
	/** Zero for whoever has said nothing yet; rises with each change. */
	revision: number;
	roles: RoleInTrack[];
}

/** Reviewers of a call, in the order of `people`. Two queries. */
export async function knownReviewers(
	ctx: Context,
	call: Pick<CallForReview, 'callId' | 'scope'>,
	people: readonly string[],
): Promise<KnownReviewer[]> {
	const profiles = await ctx.db
		.select({
			personId: reviewerProfile.personId,
			tracks: reviewerProfile.tracks,
			keywords: reviewerProfile.keywords,
			languages: reviewerProfile.languages,
			loadMin: reviewerProfile.loadMin,
			loadMax: reviewerProfile.loadMax,
			availableFrom: reviewerProfile.availableFrom,
			availableTo: reviewerProfile.availableTo,
			away: reviewerProfile.away,
			revision: reviewerProfile.revision,
		})
		.from(reviewerProfile)
		.where(and(eq(reviewerProfile.scope, call.scope), inArray(reviewerProfile.personId, [...people])));
	const roles = await ctx.db
		.select({ personId: reviewerRole.personId, track: reviewerRole.track, role: reviewerRole.role })
		.from(reviewerRole)
		.where(and(eq(reviewerRole.callId, call.callId), inArray(reviewerRole.personId, [...people])));
	const known = new Map(profiles.map((profile) => [profile.personId, profile]));
	const { publications: _, ...nothing } = emptyProfile;
	return people.map((personId) => ({
		...(known.get(personId) ?? { ...nothing, revision: 0 }),
		personId,
		roles: roles.filter((one) => one.personId === personId).map(({ track, role }) => ({ track, role })),
	}));
}
