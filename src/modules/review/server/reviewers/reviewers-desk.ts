import { and, desc, eq, sql } from 'drizzle-orm';
import { type Actor, can, closedTo, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { callOfDesk } from '#modules/calls/server/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { defaultWeights, fitOf } from '../../pair-score.ts';
import { availableDays, type ReviewerRole, type RoleInTrack } from '../../reviewer.ts';
import { type ReviewerInvitationState, reviewerInvitation, reviewerProfile } from '../reviewer-tables.ts';
import { stageAt, type ScoredStage } from '../stage-at.ts';
import { type PairScores, periodOf, readPairs, scorePairs } from './pair-scores.ts';
import { tracksOfCall } from './profile-scope.ts';

/** A member of the panel, as those who run the stage see him. */
export interface ReviewerRow {
	personId: string;
	name: string;
	role: ReviewerRole;
	roles: RoleInTrack[];
	/** Whether he has said anything of himself. */
	profile: boolean;
	tracks: string[];
	keywords: string[];
	languages: string[];
	publications: number;
	minLoad: number | null;
	maxLoad: number | null;
	/** Of the days of the stage, on how many he can review; null when it never closes. */
	days: { can: number; of: number } | null;
	/** Bids: how many of each; and how many submissions he may bid on. */
	bids: { yes: number; pinch: number; no: number; of: number };
	refusesNearlyAll: boolean;
	/** Submissions from which a conflict keeps him. */
	conflicts: number;
}

export interface InvitationRow {
	id: string;
	name: string;
	email: string;
	role: ReviewerRole;
	tracks: string[];
	state: ReviewerInvitationState | 'expired';
	at: number;
	answeredAt: number | null;
	expiresAt: number;
	reason: string;
	/** `asked`: was invited since. */
	suggested: { name: string; email: string; asked: boolean } | null;
}

/** How much expertise there is for a track. */
export interface CoverageRow {
	code: string;
	label: Bilingual;
	submissions: number;
	/** Reviews that are needed. */
	needed: number;
	/** Reviewers who are at home in it, and how many reviews those take at most; null when one of them names no limit. */
	reviewers: number;
	capacity: number | null;
}

export interface ReviewersDesk {
	call: { id: string; slug: string; title: Partial<Bilingual>; zone: string; scope: string };
	stage: ScoredStage;
	members: ReviewerRow[];
	invitations: InvitationRow[];
	tracks: { code: string; label: Bilingual }[];
	coverage: CoverageRow[];
	/** Submissions for which fewer people than reviews they need fit well. */
	withoutExpert: { id: string; number: string; title: string; track: string | null; experts: number }[];
	needed: number;
	/** Reviews that all together take at most; null when somebody names no limit. */
	capacity: number | null;
	/** Whether he may make somebody chair of a track. */
	mayAppoint: boolean;
}

/** From this fit on somebody counts as an expert for a submission. */
export const expertFit = 0.4;

/**
 * The reviewers of a stage for those who run it: who was asked, who came, what they know and take, and where that is not
 * enough. The number of queries does not depend on how many there are.
 * @param input.desk id of the edition, or of the standing call
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function reviewersDesk(
	ctx: Context,
	actor: Actor,
	input: { desk: string; call: string; stage: string; locale: Locale },
): Promise<ReviewersDesk> {
	const { call, stage } = await stageAt(ctx, await callOfDesk(ctx, input.desk, input.call), input.stage);
	demand(ctx, actor, 'review.assign', call.subject);
	const read = await readPairs(ctx, call, stage.id);
	const period = periodOf(ctx, call, stage);
	const scores = scorePairs(read, { load: stage.load, period }, defaultWeights);
	const ids = scores.people.map(({ personId }) => personId);
	const names = await readPeople(ctx, ids);
	const written = await publicationCounts(ctx, call.scope);
	const tracks = await tracksOfCall(ctx, call);
	const width = scores.applications.length;
	const members = read.reviewers.map((known, row): ReviewerRow => {
		const candidate = scores.people[row];
		const bids = scores.bids.subarray(row * width, (row + 1) * width);
		const out = scores.excluded.subarray(row * width, (row + 1) * width);
		const count = (test: (value: number) => boolean) => bids.reduce((sum, value) => sum + (test(value) ? 1 : 0), 0);
		const record = names.get(known.personId);
		const of = period ? availableDays({ availableFrom: null, availableTo: null, away: [] }, period.from, period.to) : 0;
		return {
			personId: known.personId,
			name: record ? displayName(record.names, input.locale) : '',
			role: candidate?.role ?? 'reviewer',
			roles: known.roles,
			profile: known.revision > 0,
			tracks: known.tracks,
			keywords: known.keywords,
			languages: known.languages,
			publications: written.get(known.personId) ?? 0,
			minLoad: candidate?.minLoad ?? null,
			maxLoad: candidate?.maxLoad ?? null,
			days: period ? { can: availableDays(known, period.from, period.to), of } : null,
			bids: {
				yes: count((value) => value > 0),
				pinch: count((value) => value === -1),
				no: count((value) => value === -2),
				of: out.reduce((sum, value) => sum + (value === 0 ? 1 : 0), 0),
			},
			refusesNearlyAll: candidate?.refusesNearlyAll ?? false,
			conflicts: out.reduce((sum, value) => sum + (value === 1 ? 1 : 0), 0),
		};
	});
	const closed = new Set(closedTo(actor));
	const regular = members.filter(({ role }) => role !== 'emergency');
	return {
		call: { id: call.callId, slug: call.slug, title: call.title, zone: call.zone, scope: call.scope },
		stage,
		members,
		invitations: await invitationsOf(ctx, call.callId, stage.id),
		tracks,
		coverage: tracks.map(({ code, label }) => {
			const submissions = scores.applications.filter(({ track }) => track === code).length;
			const own = regular.filter((member) => member.tracks.includes(code));
			return {
				code,
				label,
				submissions,
				needed: submissions * stage.perApplication,
				reviewers: own.length,
				capacity: capacityOf(own),
			};
		}),
		withoutExpert: withoutExpert(scores, stage.perApplication)
			// In what he has a part himself nobody sees who could judge it.
			.filter(({ id }) => !closed.has(id)),
		needed: scores.applications.length * stage.perApplication,
		capacity: capacityOf(regular),
		mayAppoint: can(actor, 'relation.grant', call.subject, ctx.clock) === 'yes',
	};
}

/** How many reviews they take together; null when one of them names no limit. Pure. */
function capacityOf(members: readonly Pick<ReviewerRow, 'maxLoad'>[]): number | null {
	return members.reduce<number | null>(
		(sum, { maxLoad }) => (sum === null || maxLoad === null ? null : sum + maxLoad),
		0,
	);
}

/** Submissions that fewer candidates fit well than reviews are needed, the barest first. Pure. */
function withoutExpert(scores: PairScores, perApplication: number): ReviewersDesk['withoutExpert'] {
	const width = scores.applications.length;
	const rows = scores.applications.map(({ id, number, title, track }, column) => {
		const experts = scores.people.filter((person, row) => {
			const at = row * width + column;
			if (person.emergency || scores.excluded[at] !== 0) return false;
			const parts = { text: scores.texts[at] as number, topic: scores.topics[at] as number };
			return fitOf(parts) >= expertFit;
		}).length;
		return { id, number, title, track, experts };
	});
	return rows.filter(({ experts }) => experts < perApplication).sort((a, b) => a.experts - b.experts);
}

async function publicationCounts(ctx: Context, scope: string): Promise<Map<string, number>> {
	const rows = await ctx.db
		.select({
			personId: reviewerProfile.personId,
			count: sql<number>`jsonb_array_length(${reviewerProfile.publications})`,
		})
		.from(reviewerProfile)
		.where(eq(reviewerProfile.scope, scope));
	return new Map(rows.map(({ personId, count }) => [personId, count]));
}

async function invitationsOf(ctx: Context, callId: string, stageId: string): Promise<InvitationRow[]> {
	const rows = await ctx.db
		.select()
		.from(reviewerInvitation)
		.where(
			and(
				eq(reviewerInvitation.callId, callId),
				sql`(${reviewerInvitation.stageId} is null or ${reviewerInvitation.stageId} = ${stageId})`,
			),
		)
		.orderBy(desc(reviewerInvitation.at), desc(reviewerInvitation.id));
	const asked = new Set(rows.map(({ email }) => email));
	const now = ctx.clock.process.now();
	return rows.map((row) => ({
		id: row.id,
		name: row.name,
		email: row.email,
		role: row.role,
		tracks: row.tracks,
		state: row.state === 'open' && row.expiresAt <= now ? 'expired' : row.state,
		at: row.at,
		answeredAt: row.answeredAt,
		expiresAt: row.expiresAt,
		reason: row.reason,
		suggested:
			row.suggestedName === ''
				? null
				: { name: row.suggestedName, email: row.suggestedEmail, asked: asked.has(row.suggestedEmail) },
	}));
}
