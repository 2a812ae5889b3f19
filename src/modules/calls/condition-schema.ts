import { z } from 'zod';
import type { Condition } from './condition.ts';

const fieldId = z.string().max(60);

/** The answers it speaks of must stand above it in the form; `formSchema` checks that. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
	z.union([
		/** Options by id, country by code, `yes` and `no`; of an answer with several values one suffices. */
		z.strictObject({ field: fieldId, is: z.array(z.string().max(200)).min(1).max(100) }),
		z.strictObject({ field: fieldId, filled: z.boolean() }),
		z
			.strictObject({ field: fieldId, atLeast: z.number().optional(), atMost: z.number().optional() })
			.refine(({ atLeast, atMost }) => atLeast !== undefined || atMost !== undefined, 'no bound'),
		z.strictObject({ all: z.array(conditionSchema).min(1).max(20) }),
		z.strictObject({ any: z.array(conditionSchema).min(1).max(20) }),
		z.strictObject({ not: conditionSchema }),
	]),
);
