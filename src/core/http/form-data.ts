import { Refusal } from '#core/refusal/index.ts';

/**
 * Makes `request.formData()` answer what no person does as what it is: a body that is no form is refused, and NUL, which
 * PostgreSQL keeps nowhere, is taken out. For every form but those with large files (core/multipart).
 * @throws Refusal `invalid` `malformed-form`, from `formData()`
 */
export function guardFormData(request: Request): void {
	const read = request.formData.bind(request);
	const formData = async () => {
		const form = await read().catch(() => {
			throw new Refusal('invalid', 'malformed-form');
		});
		const clean = new FormData();
		for (const [name, value] of form) {
			if (typeof value === 'string') clean.append(name.replaceAll('\0', ''), value.replaceAll('\0', ''));
			else clean.append(name.replaceAll('\0', ''), value);
		}
		return clean;
	};
	Object.defineProperty(request, 'formData', { value: formData });
}
