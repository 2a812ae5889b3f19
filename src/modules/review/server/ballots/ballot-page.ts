import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { placePoint } from '../../ballot.ts';
import type { ScoringTime } from '../../scoring-time.ts';
import { assignedScores } from '../scores.ts';
import { openBallot } from './open-ballot.ts';

/** The ballot of a juror as its page shows it. */
export interface BallotPage {
	call: { slug: string; title: Partial<Bilingual>; zone: string; editionId: string | null };
	stage: { id: string; label: Bilingual };
	/** In the order of their numbers, or of the places that were given. */
	finalists: { key: string; number: string; title: string; place: number | null }[];
	/** Otherwise he is in conflict with one of the finalists, or was not asked for each: he does not rank. */
	votes: boolean;
	time: ScoringTime;
	revision: number;
	/** When it was cast last; null while it was not, or when a finalist was added since. */
	castAt: number | null;
}

/** A constant number of queries. @throws Refusal `signed-out`, `not-found` */
export async function ballotPage(ctx: Context, actor: Actor, key: { assignment: string }): Promise<BallotPage> {
	const { open, finalists, votes, time, revision } = await openBallot(ctx, actor, key);
	const { call, stage } = open;
	const keys = new Set(finalists.map(({ key }) => key));
	const scores = (await assignedScores(ctx, { call: call.callId, stages: [stage.id] })).filter(({ assignment }) =>
		keys.has(assignment),
	);
	const own = new Map(scores.map(({ assignment, score }) => [assignment, score]));
	const rows = finalists.map(({ key, number, title }) => ({
		key,
		number,
		title,
		place: own.get(key)?.points[placePoint] ?? null,
	}));
	const whole = rows.length > 0 && rows.every(({ place }) => place !== null);
	const dates = scores.flatMap(({ score }) => score?.at ?? []);
	return {
		call: { slug: call.slug, title: call.title, zone: call.zone, editionId: call.editionId },
		stage: { id: stage.id, label: stage.label },
		finalists: whole ? rows.sort((a, b) => (a.place as number) - (b.place as number)) : rows,
		votes,
		time,
		revision,
		castAt: whole ? Math.max(...dates) : null,
	};
}
