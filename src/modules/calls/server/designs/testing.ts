import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Typed, TypedGroup } from '#core/record-form/index.ts';
import { partForm, partMark, type Path, readPath, typedPart, valueAt } from '../../design.ts';
import { loadDesign } from './load-design.ts';
import { saveDesign } from './save-design.ts';

/* A designer at work, for tests: what a person does by the forms of the desk, and nothing else. */

export const nothingAround = {
	tracks: [],
	outside: [],
	letters: [],
	placeholders: ['title', 'recipient', 'reference', 'edition'],
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
