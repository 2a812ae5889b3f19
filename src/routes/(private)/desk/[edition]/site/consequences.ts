import type { Refusal } from '#core/refusal/index.ts';
import { type WindowConsequence, windowConsequences } from '#modules/calls/window-move.ts';

/** What a moved deadline does to people who counted on the old one. */
export interface Consequence {
	code: WindowConsequence;
	/** The window as it would be (edition time). */
	opensAt: number;
	closesAt: number;
}

/** What a refusal `window-consequences` names, for a question. Pure. */
export function consequencesIn({ problems }: Refusal): Consequence[] {
	return problems.flatMap(({ code, params }) => {
		const known = windowConsequences.find((one) => one === code);
		return known ? [{ code: known, opensAt: Number(params?.opensAt), closesAt: Number(params?.closesAt) }] : [];
	});
}
