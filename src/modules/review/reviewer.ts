import { z } from 'zod';
import { publicationSchema, mostPublications } from './publications/publication.ts';

/*
 * Reviewers as a committee thinks of them: what they are in it, what they know, what they want to take and when they can.
 */

/**
 * What somebody is among the reviewers of a call, for one track or for all. A `chair` runs a track; a `senior` reviewer
 * sums reviews up and guides others; an `emergency` reviewer stands by and is given nothing beforehand.
 */
export const reviewerRoles = ['chair', 'senior', 'reviewer', 'emergency'] as const;
export type ReviewerRole = (typeof reviewerRoles)[number];

/** A role for one track; `''` for all of the call. */
export interface RoleInTrack {
	track: string;
	role: ReviewerRole;
}

/** Whether somebody with these roles reviews a submission of this track; without any role, everything. Pure. */
export function reviewsTrack(roles: readonly RoleInTrack[], track: string | null): boolean {
	return roles.length === 0 || roles.some((role) => role.track === '' || role.track === track);
}

/** What somebody is where no track is asked: the least that is expected of him, so that nobody is asked for more. Pure. */
export function mainRole(roles: readonly RoleInTrack[]): ReviewerRole {
	if (roles.length > 0 && roles.every(({ role }) => role === 'emergency')) return 'emergency';
	return roles.find(({ role }) => role === 'chair' || role === 'senior')?.role ?? 'reviewer';
}

/** What somebody is for submissions of this track. Pure. */
export function roleInTrack(roles: readonly RoleInTrack[], track: string | null): ReviewerRole {
	const own = roles.filter((role) => role.track === track);
	return mainRole(own.length > 0 ? own : roles.filter((role) => role.track === ''));
}

const day = z.iso.date();

/** Days on which somebody can't review, both included. */
export const awaySchema = z
	.strictObject({ from: day, to: day })
	.refine(({ from, to }) => from <= to, { path: ['to'], message: 'ends-before' });
export type Away = z.infer<typeof awaySchema>;

/** So many characters of a list of publications are read at once: about the works of somebody who publishes daily. */
export const longestList = 2_000_000;

export const mostKeywords = 40;
export const mostAway = 20;
/** Nobody wishes for more; a larger number is a slip. */
export const mostLoad = 200;

/** What a reviewer says of himself for an edition or a standing call. */
export const reviewerProfileSchema = z
	.strictObject({
		/** Codes of tracks in which he is at home. */
		tracks: z.array(z.string().max(80)).max(60),
		keywords: z.array(z.string().min(1).max(80)).max(mostKeywords),
		/** BCP 47 tags of languages in which he reviews; empty: not said. */
		languages: z.array(z.string().max(20)).max(20),
		/** How many he would like to review; null: as the stage says. */
		loadMin: z.number().int().min(0).max(mostLoad).nullable(),
		loadMax: z.number().int().min(0).max(mostLoad).nullable(),
		/** First and last day on which he can review; null: no limit. */
		availableFrom: day.nullable(),
		availableTo: day.nullable(),
		away: z.array(awaySchema).max(mostAway),
		publications: z.array(publicationSchema).max(mostPublications),
	})
	.superRefine((profile, context) => {
		if (profile.loadMin !== null && profile.loadMax !== null && profile.loadMin > profile.loadMax) {
			context.addIssue({ code: 'custom', path: ['loadMin'], message: 'more-than-max' });
		}
		if (profile.availableFrom && profile.availableTo && profile.availableFrom > profile.availableTo) {
			context.addIssue({ code: 'custom', path: ['availableTo'], message: 'ends-before' });
		}
	});
export type ReviewerProfile = z.infer<typeof reviewerProfileSchema>;

/** The profile of whoever has said nothing yet. */
export const emptyProfile: ReviewerProfile = {
	tracks: [],
	keywords: [],
	languages: [],
	loadMin: null,
	loadMax: null,
	availableFrom: null,
	availableTo: null,
	away: [],
	publications: [],
};

/**
 * On how many days of a period somebody can review.
 * @param from first day, `2021-11-01`
 * @param to last day, included
 */
export function availableDays(
	profile: Pick<ReviewerProfile, 'availableFrom' | 'availableTo' | 'away'>,
	from: string,
	to: string,
): number {
	let days = 0;
	const last = Date.parse(`${to}T00:00:00Z`);
	for (let at = Date.parse(`${from}T00:00:00Z`); at <= last && days < 3660; at += 86_400_000) {
		const today = new Date(at).toISOString().slice(0, 10);
		if (profile.availableFrom && today < profile.availableFrom) continue;
		if (profile.availableTo && today > profile.availableTo) continue;
		if (profile.away.some((away) => today >= away.from && today <= away.to)) continue;
		days++;
	}
	return days;
}
