import type { LetterRule } from '#modules/calls/call.ts';

/**
 * The rules as the form posts them (`rules.0.track`, …), with the step of the button that was pressed: `up.2`, `down.0`,
 * `remove.1`, `add`. A row without anything is left out, unless it was just added. Pure.
 */
export function rulesOf(form: FormData): LetterRule[] {
	const text = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value : '';
	};
	const rules: LetterRule[] = [];
	for (let i = 0; i < 100 && form.has(`rules.${i}.letter`); i += 1) {
		const part = (name: 'track' | 'outcome' | 'format') => {
			const value = text(`rules.${i}.${name}`);
			return value === '' ? {} : { [name]: value };
		};
		rules.push({ ...part('track'), ...part('outcome'), ...part('format'), letter: text(`rules.${i}.letter`) });
	}
	const [step, at] = text('step').split('.');
	const place = Number(at);
	const swap = (one: number, other: number) => {
		const [a, b] = [rules[one], rules[other]];
		if (a && b) [rules[one], rules[other]] = [b, a];
	};
	if (step === 'up') swap(place, place - 1);
	else if (step === 'down') swap(place, place + 1);
	else if (step === 'remove') rules.splice(place, 1);
	else if (step === 'add') rules.push({ letter: '' });
	return rules;
}
