// What axe finds in the dark: nothing.
import { looks, test } from "../support/shop";
import { axeAtEveryQuestion } from "./questions";

test.use(looks({ colorScheme: "dark" }));
axeAtEveryQuestion("dark");
