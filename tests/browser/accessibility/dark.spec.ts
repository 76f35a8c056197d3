// What axe finds in the dark: nothing.
import { looks, test } from "../support/shop";
import { axeAtEveryControl, axeAtEveryQuestion } from "./questions";

test.use(looks({ colorScheme: "dark" }));
axeAtEveryQuestion("dark");
axeAtEveryControl("dark");
