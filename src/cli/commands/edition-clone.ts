import type { Problem } from '#core/refusal/index.ts';
import type { EditionPlan } from '#modules/editions/server/index.ts';
import { type Call, type Command, CommandFailed, exit, optionText, type Terminal, UsageError } from '../command.ts';
import { withApp } from '../with-app.ts';

/** What would be made, or was: every date old and new, and what wants reading. */
function sayPlan(terminal: Terminal, plan: EditionPlan): void {
	for (const { from, to, places } of plan.moments) {
		terminal.say(`${from} → ${to}  ${[...new Set(places.map(({ label }) => label.en ?? label.zh))].join(', ')}`);
	}
	if (plan.undated.length > 0) terminal.say(`sessions without a day: ${plan.undated.join(' ')}`);
	if (plan.mentions.length > 0) terminal.say(`still naming the past year: ${plan.mentions.join(' ')}`);
}

function sayProblem({ path, code }: Problem): string {
	return `${path}: ${code}`;
}

/** The parts that --with names, or all. @throws UsageError for a part there is not */
function partsOf<T extends string>(call: Call, known: readonly T[]): readonly T[] {
	const wanted = optionText(call, 'with');
	if (wanted === undefined) return known;
	return wanted.split(',').map((part) => {
		const found = known.find((one) => one === part.trim());
		if (!found) throw new UsageError(`edition clone: --with knows no ${part}; it knows ${known.join(', ')}.`);
		return found;
	});
}

export const editionClone: Command = {
	name: 'edition clone',
	summary: 'Makes a new edition from a past one, with its dates moved.',
	details: [
		'The new edition begins in preparation: the public sees its title only, until its desk makes it public. Applications, letters and what people are to the past edition stay behind; the committee comes along as proposals.',
		'Names and the year follow from the first day; say them where that is wrong. The same stands in the desk under /desk/editions, where each date can be changed before anything is made.',
	],
	arguments: [
		{ name: 'FROM', help: 'short name of the past edition, such as ipspace-2021' },
		{ name: 'TO', help: 'short name of the new one, such as ipspace-2023' },
	],
	options: {
		starts: { type: 'string', value: 'YYYY-MM-DD', help: 'first day of the new edition' },
		ends: { type: 'string', value: 'YYYY-MM-DD', help: 'last day (as long as the past one, unless told)' },
		'name-en': { type: 'string', value: 'NAME', help: 'its name in English' },
		'name-zh': { type: 'string', value: 'NAME', help: 'its name in Chinese' },
		short: { type: 'string', value: 'NAME', help: 'its short name' },
		zone: { type: 'string', value: 'ZONE', help: 'its time zone' },
		keep: {
			type: 'string',
			oneOf: ['weekday', 'distance'],
			help: 'dates move by whole weeks (weekday, the usual way) or exactly with the first day',
		},
		with: { type: 'string', value: 'PARTS', help: 'what comes along, separated by commas; everything unless told' },
		'dry-run': { type: 'boolean', help: 'show what would be made, make nothing' },
	},
	examples: ['edition clone ipspace-2021 ipspace-2023 --starts 2023-11-16 --dry-run'],
	async run(call) {
		const [from = '', to = ''] = call.arguments;
		const starts = optionText(call, 'starts');
		if (!starts || !/^\d{4}-\d\d-\d\d$/.test(starts))
			throw new UsageError('edition clone: --starts YYYY-MM-DD is needed.');
		const { createEdition, editionBySlug, planEdition } = await import('#modules/editions/server/index.ts');
		const { suggestIdentity } = await import('#modules/editions/clone.ts');
		const { cloneParts } = await import('#modules/editions/clone.ts');
		const { system } = await import('#core/access/index.ts');
		const { callsDoor } = await import('#app/calls-door.ts');
		const parts = partsOf(call, cloneParts);
		return withApp('edition clone', async ({ ctx }) => {
			const past = await editionBySlug(ctx, from);
			if (!past) throw new CommandFailed(`There is no edition ${from}.`);
			const name = { en: past.name.en ?? '', zh: past.name.zh ?? '' };
			const suggested = suggestIdentity({ ...past, name }, starts);
			const identity = {
				...suggested,
				slug: to,
				ends: optionText(call, 'ends') ?? suggested.ends,
				short: optionText(call, 'short') ?? suggested.short,
				zone: optionText(call, 'zone') ?? suggested.zone,
				name: {
					en: optionText(call, 'name-en') ?? suggested.name.en,
					zh: optionText(call, 'name-zh') ?? suggested.name.zh,
				},
			};
			const keep = optionText(call, 'keep') === 'distance' ? ('distance' as const) : ('weekday' as const);
			const origin = { kind: 'past', slug: from } as const;
			const request = { origin, identity, parts, keep, moved: {}, grants: [] };
			const actor = system('command-line');
			const plan = await planEdition(ctx, actor, request, callsDoor);
			sayPlan(call.terminal, plan);
			if (plan.problems.length > 0) {
				call.terminal.report({ problems: plan.problems });
				throw new CommandFailed(`${to} was not made: ${plan.problems.map(sayProblem).join('; ')}.`);
			}
			const made = call.options['dry-run'] === true ? undefined : await createEdition(ctx, actor, request, callsDoor);
			call.terminal.report({
				from,
				to,
				editionId: made?.editionId ?? null,
				moments: plan.moments.map(({ id, from: was, to: is, zone }) => ({ id, from: was, to: is, zone })),
				undated: plan.undated,
				mentions: plan.mentions,
			});
			call.terminal.say(
				made ? `${to} is made from ${from}, in preparation.` : `${to} would be made from ${from}; nothing was written.`,
			);
			return exit.good;
		});
	},
};
