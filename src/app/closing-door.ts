import { outboxCounts } from '#core/mail/index.ts';
import { closingFigures, today, type TodayItem } from '#modules/calls/server/index.ts';
import { type ClosingMatter, matter, type MatterKind } from '#modules/editions/closing.ts';
import { told, toldCountries, toldCounts } from '#modules/editions/closing-report.ts';
import type { ClosingDoor } from '#modules/editions/server/index.ts';
import { letterFigures } from '#modules/letters/server/index.ts';

/** What the desk's list of today calls it, and what it is when the edition is to be closed. */
const kinds: Record<TodayItem['kind'], MatterKind | null> = {
	opens: 'call-to-open',
	closes: 'call-open',
	decide: 'undecided',
	announce: 'unannounced',
	confirm: 'unconfirmed',
	'answer-messages': 'unanswered',
	'answer-appeals': 'appealed',
	// Each of them is undecided, and counted so.
	'expired-requests': null,
};

/** How an edition that is to be closed learns what is unfinished elsewhere, without the modules knowing each other. */
export const closingDoor: ClosingDoor = {
	async matters(ctx, actor, edition) {
		const items = await today(ctx, actor, { edition: edition.id });
		const found = items.flatMap(({ kind, call, count, due }): ClosingMatter[] => {
			const is = kinds[kind];
			if (is === null) return [];
			const ofTime = kind === 'opens' || kind === 'closes';
			const more = { call: call.slug, title: call.title, ...(ofTime ? { until: due } : {}) };
			return [matter(is, ofTime ? 1 : count, more)];
		});
		const { waiting, held } = await outboxCounts(ctx, edition.id);
		if (waiting + held > 0) found.push(matter('mail-waiting', waiting + held));
		return found;
	},
	async report(ctx, editionId) {
		const calls = await closingFigures(ctx, editionId);
		const letters = await letterFigures(ctx, editionId);
		return {
			calls: calls.map((call) => ({
				slug: call.slug,
				title: call.title,
				submitted: told(call.submitted),
				withdrawn: told(call.withdrawn),
				byOutcome: toldCounts(call.byOutcome),
				byTrack: toldCounts(call.byTrack),
				byCountry: toldCountries(call.byCountry),
				countries: call.byCountry.size,
			})),
			letters: { sent: told(letters.sent), revoked: told(letters.revoked) },
		};
	},
};
