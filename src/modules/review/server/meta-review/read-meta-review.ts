import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { outcomeById } from '#modules/calls/stage.ts';
import { panelSees } from '../../phases.ts';
import { type NameHere, namesHere } from '../discussion/names-here.ts';
import type { OpenDiscussion } from '../discussion/open-discussion.ts';
import { newestMetaReview } from './stored-meta-review.ts';
import { maySumUp } from './sum-up.ts';

/** A meta-review as it is read. */
export interface MetaReviewView {
	/** The newest that was handed in; null while there is none, or while the reader sees none. */
	handedIn: { summary: string; recommendation: Bilingual | null; at: number; by: NameHere | null } | null;
	/** What stands in the form; null for whoever does not write it. */
	form: {
		basedOn: string;
		summary: string;
		recommendation: string;
		final: boolean;
		outcomes: { id: string; label: Bilingual }[];
	} | null;
}

/**
 * The meta-review of what somebody has opened: chairs and whoever writes it read it, and the members of the panel who see
 * the reviews of each other. Undefined where the stage knows none.
 */
export async function metaReviewOf(
	ctx: Context,
	actor: Actor,
	open: OpenDiscussion,
	locale: Locale,
): Promise<MetaReviewView | undefined> {
	const { stage, standing, role, secret, phases, scored, allIn, call } = open;
	if (!stage.metaReview) return undefined;
	const place = { application: standing.application.id, stage: stage.id };
	const writes = await maySumUp(ctx, actor, open);
	const sees = role === 'chair' ? !secret : panelSees(stage, phases, { hasScored: scored, allIn }).texts && scored;
	if (!writes && !sees) return { handedIn: null, form: null };
	const newest = await newestMetaReview(ctx, place);
	const final = await newestMetaReview(ctx, place, { final: true });
	const here = call.stages.findIndex((one) => one.stage.id === stage.id) === standing.at;
	const writable = writes && here && standing.application.state === 'submitted';
	const names = final ? await namesHere(ctx, open, locale, [final.personId]) : undefined;
	// Whoever was asked to score it goes as a member of the panel, whatever else he is.
	const asked = open.asked.some(({ person }) => person === final?.personId);
	const by = final && names?.of({ person: final.personId, role: asked ? 'member' : 'chair' });
	return {
		handedIn: final
			? {
					summary: final.summary,
					recommendation: outcomeById(stage, final.recommendation ?? '')?.label ?? null,
					at: final.at,
					by: by ?? null,
				}
			: null,
		form: writable
			? {
					basedOn: newest?.id ?? '',
					summary: newest?.summary ?? '',
					recommendation: newest?.recommendation ?? '',
					final: newest?.final ?? false,
					outcomes: stage.outcomes.map(({ id, label }) => ({ id, label })),
				}
			: null,
	};
}
