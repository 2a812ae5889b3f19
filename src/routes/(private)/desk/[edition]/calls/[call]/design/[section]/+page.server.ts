import { notFound } from '#core/refusal/index.ts';
import { partAt, type Path, writePath } from '#modules/calls/design.ts';
import { checkDesign } from '#modules/calls/server/index.ts';
import { frameOf } from '../../../design-frame.ts';
import { stepActions } from '../../../design-steps.ts';
import { questionGroups, rowsOf } from '../../../design-view.ts';
import { listsAt } from '../../../part-lists.ts';
import { openDesign, surroundingsOf } from '../../../open-design.ts';
import type { Actions, PageServerLoad } from './$types';

/** Which list of the call each section shows. */
const lists: Record<string, string> = {
	stages: 'stages',
	asked: 'attestations',
	after: 'fulfilments',
	letters: 'letters',
};
const sections = ['form', 'settings', ...Object.keys(lists)];

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { section } = event.params;
	if (!sections.includes(section)) throw notFound();
	const open = await openDesign(event);
	const { definition } = open.design;
	const findings = await checkDesign(ctx, actor, {
		design: open.design.id,
		...(await surroundingsOf(ctx, open.design.editionId)),
	});
	const kindsOf = (path: Path) =>
		listsAt(definition, path.slice(0, -1), locale).find((one) => one.list === writePath(path))?.kinds ?? [];
	const list = lists[section];
	const count = (path: string) =>
		findings.problems.filter((one) => one.path === path || one.path.startsWith(`${path}.`)).length;
	return {
		frame: frameOf(open, findings, locale),
		section: section as 'form' | 'stages' | 'asked' | 'after' | 'letters' | 'settings',
		groups: section === 'form' ? questionGroups(definition, findings, locale) : null,
		questionKinds: section === 'form' ? kindsOf(['form', 'fields']) : [],
		list: list
			? { list, kinds: kindsOf([list]), rows: rowsOf(definition, [list], partAt([list, 0]), findings, locale) }
			: null,
		settings:
			section === 'settings'
				? {
						cohorts: rowsOf(definition, ['cohorts'], 'cohort', findings, locale),
						follows: definition.follows !== undefined,
						basics: findings.problems
							.filter((one) => !one.path.includes('.') || /^(title|summary|noun)\./.test(one.path))
							.filter((one) => !['window', 'form', 'stages'].includes(one.path)).length,
						window: count('window'),
						followsProblems: count('follows'),
					}
				: null,
	};
};

export const actions: Actions = stepActions(
	({ params: { edition, call, section } }) => `/desk/${edition}/calls/${call}/design/${section}`,
);
