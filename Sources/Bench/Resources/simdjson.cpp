// SPDX-License-Identifier: Apache-2.0
//
// Times simdjson's DOM parser over the documents of a set, for `concordat-bench validator`.
//
// simdjson                  prints its version and the instructions it uses
// simdjson FOLDER SECONDS   reads valid.jsonl and invalid.jsonl, and prints one line of JSON: nanoseconds a document
#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

constexpr int turns = 5;

// The median of five turns, each of whole passes, after one that warms up: as the Stopwatch of the bench does it.
static double nanoseconds(const std::vector<simdjson::padded_string> &texts, double seconds) {
    simdjson::dom::parser parser;
    std::vector<double> found;
    for (int turn = 0; turn <= turns; turn++) {
        const auto begin = std::chrono::steady_clock::now();
        double taken = 0, passes = 0;
        while (taken < seconds * 1e9 / turns) {
            for (const auto &text : texts) {
                if (parser.parse(text).error()) throw std::runtime_error("a document is not JSON");
            }
            passes += 1;
            taken = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begin).count();
        }
        found.push_back(taken / (passes * static_cast<double>(texts.size())));
    }
    std::sort(found.begin() + 1, found.end());
    return found[1 + turns / 2];
}

int main(int count, char **arguments) {
    if (count != 3) {
        const auto &implementation = simdjson::get_active_implementation();
        std::printf("%s (%s)\n", SIMDJSON_STRINGIFY(SIMDJSON_VERSION), implementation->name().c_str());
        return 0;
    }
    std::string line, separator;
    std::printf("{");
    for (const std::string kind : {"valid", "invalid"}) {
        std::ifstream file(std::string(arguments[1]) + "/" + kind + ".jsonl");
        std::vector<simdjson::padded_string> texts;
        while (std::getline(file, line)) texts.emplace_back(line);
        if (texts.empty()) continue;
        const double parse = nanoseconds(texts, std::atof(arguments[2]));
        std::printf("%s\"%s\":{\"parse\":%.1f}", separator.c_str(), kind.c_str(), parse);
        separator = ",";
    }
    std::printf("}\n");
}
