import { XmlElement } from '@rgrove/parse-xml';
import { PictureFault } from './fault.ts';

/**
 * Refuses drawings that unfold beyond measure: `use` of a group of `use` of a group, ten times ten times ten. Counts the
 * elements that a reader would draw.
 * @throws PictureFault `svg-too-large`; `svg-reference` when a part uses itself
 */
export function demandSmallExpansion(root: XmlElement, most: number): void {
	const byId = new Map<string, XmlElement>();
	const collect = (element: XmlElement) => {
		if (element.attributes.id) byId.set(element.attributes.id, element);
		for (const child of element.children) if (child instanceof XmlElement) collect(child);
	};
	collect(root);
	const counted = new Map<XmlElement, number>();
	const open = new Set<XmlElement>();
	const count = (element: XmlElement): number => {
		const known = counted.get(element);
		if (known !== undefined) return known;
		if (open.has(element)) throw new PictureFault('svg-reference', { name: `#${element.attributes.id ?? ''}` });
		open.add(element);
		let sum = 1;
		for (const child of element.children) if (child instanceof XmlElement) sum += count(child);
		for (const target of referencesOf(element)) {
			const used = byId.get(target);
			if (used) sum += count(used);
		}
		open.delete(element);
		if (sum > most) throw new PictureFault('svg-too-large', { max: most });
		counted.set(element, sum);
		return sum;
	};
	count(root);
}

/** The parts of the drawing that an element is drawn with. */
function referencesOf(element: XmlElement): string[] {
	return Object.entries(element.attributes).flatMap(([name, value]) => {
		if (name === 'href' || name.endsWith(':href')) return value.startsWith('#') ? [value.slice(1)] : [];
		return [...value.matchAll(/url\s*\(\s*['"]?#([^)'"\s]+)/g)].map(([, id]) => id as string);
	});
}
