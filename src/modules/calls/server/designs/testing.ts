import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Typed, TypedGroup } from '#core/record-form/index.ts';
import { partForm, partMark, type Path, readPath, typedPart, valueAt } from '../../design.ts';
import { loadDesign } from './load-design.ts';
import { edition, organisation, organiser } from '../testing.ts';
import { publishDesign } from './publish-design.ts';
import { saveDesign } from './save-design.ts';
import { startDesign } from './start-design.ts';

/* A designer at work, for tests: what a person does by the forms of the desk, and nothing else. */

export const nothingAround = {
	tracks: [],
	outside: [],
	letters: [],
	placeholders: ['title', 'recipient', 'reference', 'edition', 'reason'],
};

/** Works at one design through its forms. */
export function designer(ctx: Context, actor: Actor, design: string) {
	const definition = async () => (await loadDesign(ctx, actor, design, 'call.read')).definition;
	const pathOf = (text: string): Path => readPath(text) ?? [];
	/** Types into the controls of the part at a path; what is not named stays as its form shows it. */
	const write = async (path: string, changes: TypedGroup) => {
		const present = await definition();
		const form = partForm(present, pathOf(path));
		if (!form) throw new Error(`no form at ${path}`);
		const unknown = Object.keys(changes).filter((name) => !form.fields.some((field) => field.name === name));
		if (unknown.length > 0) throw new Error(`no control ${unknown.join(', ')} at ${path}`);
		const typed = { ...typedPart(form, valueAt(present, pathOf(path))), ...changes };
		return saveDesign(ctx, actor, {
			design,
			step: { do: 'write', path: pathOf(path), typed },
			seen: partMark(present, pathOf(path)),
		});
	};
	return {
		definition,
		write,
		/** A new entry, filled in at once. */
		async add(list: string, kind: string | undefined, changes: TypedGroup): Promise<string> {
			const { at } = await saveDesign(ctx, actor, { design, step: { do: 'add', list: pathOf(list), kind } });
			await write(at.join('.'), changes);
			return at.join('.');
		},
		step: (step: Parameters<typeof saveDesign>[2]['step'], seen?: string) =>
			saveDesign(ctx, actor, { design, step, ...(seen === undefined ? {} : { seen }) }),
	};
}

/** A text in both languages as it is typed. */
export const said = (en: string, zh: string): Typed => ({ en, zh });

/** A design of the sample edition with nothing in it. */
export function blankDesign(ctx: Context): Promise<string> {
	return startDesign(ctx, organiser, { edition, organisation, zone: 'Asia/Shanghai', begin: { from: 'blank' } });
}

/** Title, summary and window of a new call, open from 1 to 15 October 2021. */
export async function writeBasics(ctx: Context, design: string, en: string, zh: string) {
	const at = designer(ctx, organiser, design);
	await at.write('', { title: said(en, zh), summary: said(`${en}: apply.`, `${zh}：欢迎申请。`) });
	await at.write('window', { opens: { day: '2021-10-01', time: '' }, closes: { day: '2021-10-15', time: '17:00' } });
	return at;
}

/** Publishes a design as it stands. */
export async function publishNow(ctx: Context, design: string, actor: Actor = organiser) {
	const { revision } = await loadDesign(ctx, actor, design, 'call.read');
	return publishDesign(ctx, actor, { design, revision, ...nothingAround });
}
