import type { PageProps } from './$types';

/** What every part of the page is given: all of the page's. */
export type Part = Pick<PageProps, 'data' | 'form'>;

/** The sentence at a field, where this part's form was refused. */
export function errorAt(form: Part['form'], what: string, path: string): string | undefined {
	return form?.what === what ? form.errors.find((error) => error.path === path)?.message : undefined;
}

/** What was typed into a field of this part, or else what it begins with. */
export function typedIn(form: Part['form'], what: string, name: string, otherwise = ''): string {
	return form?.what === what ? (form.fields[name] ?? otherwise) : otherwise;
}
