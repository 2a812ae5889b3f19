import type { Locale } from '#core/i18n/index.ts';
import type { BulkAction } from '#modules/calls/bulk-action.ts';
import type { PublicCall } from '#modules/calls/server/index.ts';
import type { messages } from '../messages.ts';

type Words = Omit<(typeof messages)['en'], 'act'>;
type Labelled = { id: string; label: Record<Locale, string> };

/** One thing that an act does to each of its applications, as its page says it before and after. */
export interface ActionFact {
	label: string;
	value: string;
}

/** What calls name so, in the words of each; its id where none knows it any more. */
function labelOf(lists: readonly (readonly Labelled[])[], id: string, locale: Locale): string {
	const labels = new Set(
		lists.flatMap((list) => list.filter((one) => one.id === id).map(({ label }) => label[locale])),
	);
	return labels.size === 0 ? id : [...labels].join(' / ');
}

/**
 * What exactly is done: nobody shall confirm a decision without reading which. Only what was filled in. Pure.
 * @param calls the calls of the applications concerned
 */
export function actionFacts(
	action: BulkAction,
	calls: readonly Pick<PublicCall, 'stages' | 'cohorts' | 'form'>[],
	tracks: Readonly<Record<string, string>>,
	locale: Locale,
	t: Words,
): ActionFact[] {
	const stages = calls.flatMap((call) => call.stages.map(({ stage }) => stage));
	const facts: [string, string | undefined][] = [];
	if (action.kind === 'decide') {
		facts.push(
			[
				t.outcome,
				labelOf(
					stages.map(({ outcomes }) => outcomes),
					action.outcome,
					locale,
				),
			],
			[
				t.reason,
				action.reason &&
					labelOf(
						stages.map(({ reasons }) => reasons),
						action.reason,
						locale,
					),
			],
			[t.track, action.track && (tracks[action.track] ?? action.track)],
			[t.conditions, action.conditions],
			[t.amount, action.amount?.toLocaleString(locale === 'zh' ? 'zh-CN' : 'en-GB')],
			[t.note, action.note],
		);
	} else if (action.kind === 'cohort') {
		const cohorts = calls.map((call) => call.cohorts ?? []);
		facts.push([t.cohort, action.cohort === '' ? t.noCohort : labelOf(cohorts, action.cohort, locale)]);
	} else if (action.kind === 'holder') {
		facts.push([t.holder, action.holder === 'me' ? t.me : t.nobodyHolds]);
	} else if (action.kind === 'request') {
		const fields = calls.map(({ form }) => form.fields);
		facts.push(
			[t.fields, action.fields.map((id) => labelOf(fields, id, locale)).join(locale === 'zh' ? '、' : ', ')],
			[t.questions, action.questions.join('\n')],
			[t.requestNote, action.note],
			[t.due, action.due],
		);
	}
	return facts.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}
