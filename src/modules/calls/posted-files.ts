import type { FormEntries } from './answers.ts';
import type { Form } from './form.ts';

/** Whether what was posted says anything of files: which are kept, which are to go. Then their rows must be looked at. Pure. */
export function namesFiles(form: Form, entries: FormEntries): boolean {
	const fields = form.fields.filter(({ kind }) => kind === 'file').map(({ id }) => id);
	return [...entries].some(
		([name, value]) => value !== '' && fields.some((id) => name === id || name.startsWith(`${id}.`)),
	);
}
