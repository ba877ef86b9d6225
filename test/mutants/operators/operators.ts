import { negateCondition, swapComparison, swapLogical } from './conditions.ts';
import { dropElement } from './elements.ts';
import type { Operator } from './mutation.ts';
import { removeCall, returnEarly } from './statements.ts';
import { replaceText, shiftNumber, swapArithmetic, swapBoolean, swapStep } from './values.ts';

/** By the name under which a mutant is reported. */
export const operators: Readonly<Record<string, Operator>> = {
  'negate condition': negateCondition,
  'swap comparison': swapComparison,
  'swap && and ||': swapLogical,
  'swap arithmetic': swapArithmetic,
  'swap step': swapStep,
  'shift number': shiftNumber,
  'replace text': replaceText,
  'swap boolean': swapBoolean,
  'remove call': removeCall,
  'return early': returnEarly,
  'drop element': dropElement,
};
