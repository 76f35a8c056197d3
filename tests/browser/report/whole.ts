import type { Page } from "@playwright/test";
import { expect } from "../support/shop";

/** Waits until all of a report is there: what lies below the headlines comes after them. */
export const whole = (page: Page) => expect(page.locator(".report:not([aria-busy])")).toBeAttached();
